// SPDX-License-Identifier: Apache-2.0
// The decision on municipality as letters: to each person, and to the municipality about the
// household. They are made with the decision and kept as they were sent.
#include "platform/letter/letter.h"

#include "rooms/allocation/letters.h"
#include "rooms/place/place.h"
#include "text_keys.h"

static void head(struct letter *l, day on, str ref)
{
    letter_sender(l, STR("Integrerings- og mangfoldsdirektoratet"));
    letter_sender_line(l, STR("Postboks 8059 Dep, 0031 Oslo"));
    letter_dated(l, on);
    letter_our_ref(l, ref);
}

static void close_letter(struct letter *l, str signer)
{
    if (signer.n)
        letter_sign(l, signer, letter_say(l, T_allocation_letter_title_of_signer, NO_TARGS));
}

// The centre's address is graded and stands on no letter (SEC-19): the centre hands it over.
str letter_to_person(struct arena *a, const struct person *p, str place, str ref, str signer, day on)
{
    struct letter *l = letter_new(a, NB);
    head(l, on, ref);
    letter_to(l, person_called(a, p));
    letter_heading(l, letter_say(l, T_allocation_letter_heading__place, TARGS(TS("place", place))));
    letter_t(l, T_allocation_letter_result__day_place, TARGS(TD("day", on), TS("place", place)));
    letter_sub_t(l, T_allocation_letter_means);
    letter_t(l, T_allocation_letter_means_words__place, TARGS(TS("place", place)));
    letter_sub_t(l, T_allocation_letter_why);
    letter_t(l, T_allocation_letter_why_words, NO_TARGS);
    letter_sub_t(l, T_allocation_letter_refuse);
    letter_t(l, T_allocation_letter_refuse_words, NO_TARGS);
    letter_list(l);
    letter_item_t(l, T_allocation_refuse_reception, NO_TARGS);
    letter_item_t(l, T_allocation_refuse_programme, NO_TARGS);
    letter_item_t(l, T_allocation_refuse_money, NO_TARGS);
    letter_item_t(l, T_allocation_refuse_keeps, NO_TARGS);
    letter_sub_t(l, T_allocation_letter_complain);
    letter_t(l, T_allocation_letter_complain_words, NO_TARGS);
    close_letter(l, signer);
    return letter_json(a, l);
}

str letter_to_place(struct arena *a, str number, const str *names, size_t n, str ref, str signer, day on)
{
    const struct place *p = place_municipality_near(number, on);
    struct letter *l = letter_new(a, letter_lang(p && p->facts ? p->facts->language_form : STR("")));
    str place = p ? p->name : STR("");
    head(l, on, ref);
    letter_to(l, letter_say(l, T_allocation_letter_municipality__place, TARGS(TS("place", place))));
    letter_heading(l, letter_say(l, T_allocation_letter_place_heading__n, TARGS(TI("n", (int64_t)n))));
    letter_t(l, T_allocation_letter_place_result__day_place,
             TARGS(TD("day", on), TS("place", place)));
    letter_list(l);
    for (size_t i = 0; i < n; i++)
        letter_item(l, names[i]);
    letter_sub_t(l, T_allocation_letter_next);
    letter_t(l, T_allocation_letter_next_words, NO_TARGS);
    close_letter(l, signer);
    return letter_json(a, l);
}
