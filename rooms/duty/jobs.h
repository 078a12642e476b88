// SPDX-License-Identifier: Apache-2.0
// What the room does by the clock.
#ifndef ROOMS_DUTY_JOBS_H
#define ROOMS_DUTY_JOBS_H

#include "platform/job/job.h"

extern const struct job_kind duty_remind, duty_mail, duty_deliver;

#endif
