// SPDX-License-Identifier: Apache-2.0
// The tables of this room whose rows belong to a person. Memberships, relations, numbers and scope
// need more than moving when persons are merged: merge.c.
#include "rooms/person/person_db.h"

PERSON_HOLDS(names, person_name_rec, "person_name", "person", "person.holds.names");
PERSON_HOLDS(numbers, identifier_rec, "person_identifier", "person", "person.holds.numbers");
PERSON_HOLDS(digests, number_rec, "person_number", "person", NULL);
PERSON_HOLDS(citizenships, citizenship_rec, "person_citizenship", "person", "person.holds.citizenships");
PERSON_HOLDS(spoken, spoken_rec, "person_language", "person", "person.holds.languages");
PERSON_HOLDS(permits, permit_rec, "person_permit", "person", "person.holds.permits");
PERSON_HOLDS(addresses, address_rec, "person_address", "person", "person.holds.addresses");
PERSON_HOLDS(events, person_event_rec, "person_event", "person", "person.holds.events");
PERSON_HOLDS(emergencies, emergency_rec, "person_emergency", "person", NULL);
PERSON_HOLDS(approvals, approval_rec, "person_approval", "person", NULL);
PERSON_HOLDS(looks, look_rec, "person_look", "person", "person.holds.looks");
