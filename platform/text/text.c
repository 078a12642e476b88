// SPDX-License-Identifier: Apache-2.0
// Texts by key: fall-back between languages, plural form, placeholders filled in.
#include "platform/text/text.h"

#include <assert.h>
#include <unicode/ustring.h>

#include "platform/text/icu.h"
#include "platform/text/text_table.h"

enum { CATEGORIES_MAX = 6 };
// Plural categories (CLDR) in the order of msgstr[0], msgstr[1] ... The last one also takes what has
// no category of its own.
static const struct {
    const char *tag, *own;
    bool rtl;
    const UChar *plural[CATEGORIES_MAX];
    int n;
} languages[LANGS] = {
    [NB] = { "nb", "bokmål", false, { u"one", u"other" }, 2 },
    [NN] = { "nn", "nynorsk", false, { u"one", u"other" }, 2 },
    [EN] = { "en", "English", false, { u"one", u"other" }, 2 },
    [UKR] = { "uk", "українська", false, { u"one", u"few", u"many" }, 3 },
    [ARA] = { "ar", "العربية", true, { u"zero", u"one", u"two", u"few", u"many", u"other" }, 6 },
};

bool lang_rtl(enum lang lang)
{
    return languages[lang].rtl;
}

const char *lang_own_name(enum lang lang)
{
    return languages[lang].own;
}

const char *lang_tag(enum lang lang)
{
    return languages[lang].tag;
}

bool lang_parse(str tag, enum lang *out)
{
    for (enum lang lang = 0; lang < LANGS; lang++)
        if (str_is(tag, languages[lang].tag)) {
            *out = lang;
            return true;
        }
    if (!str_is(tag, "no"))
        return false;
    *out = NB;
    return true;
}

static const struct text_row *row_of(text_key key) // NULL when there is none
{
    size_t from = 0, to = text_count;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (text_rows[mid].number == key)
            return &text_rows[mid];
        if (key < text_rows[mid].number)
            to = mid;
        else
            from = mid + 1;
    }
    return NULL;
}

text_key text_find(const char *key)
{
    uint64_t h = str_hash(str_z(key)); // as tool/textc numbers them
    const struct text_row *row = row_of((text_key)(h ^ h >> 32));
    return row && strcmp(row->key, key) == 0 ? row->number : T_NONE;
}

const char *text_name(text_key key)
{
    const struct text_row *row = row_of(key);
    return row ? row->key : "";
}

// The forms of the first language that has the text, in the order of text.h. *found says which,
// since its plural rules count.
static const str *forms(enum lang lang, const struct text_row *row, enum lang *found)
{
    const enum lang order[] = { lang, lang < EN ? NB : EN, NB };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (row->form[order[i]]) {
            *found = order[i];
            return row->form[*found];
        }
    return NULL;
}

bool text_stands_in(enum lang lang, text_key key)
{
    const struct text_row *row = row_of(key);
    return row && row->form[lang];
}

// Which of the language's plural forms a number takes.
static int plural_form(enum lang lang, int64_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar word[16];
    int last = languages[lang].n - 1;
    int32_t len = uplrules_select(icu()->plural[lang], (double)n, word, 15, &e);
    if (U_FAILURE(e))
        return last;
    word[len] = 0;
    for (int i = 0; i < last; i++)
        if (u_strcmp(word, languages[lang].plural[i]) == 0)
            return i;
    return last;
}

static const struct targ *find(struct targs args, str name)
{
    for (size_t i = 0; i < args.n; i++)
        if (str_is(name, args.at[i].name))
            return &args.at[i];
    return NULL;
}

// A year is a number without spaces: 2023, not 2 023.
static bool is_year(const char *name)
{
    return strcmp(name, "year") == 0 || str_ends(str_z(name), STR("_year"));
}

static str value(struct arena *a, enum lang lang, const struct targ *t)
{
    switch (t->kind) {
    case TARG_STR:
        return t->s;
    case TARG_INT:
        return is_year(t->name) ? strf(a, "%lld", (long long)t->i) : fmt_int(a, lang, t->i);
    case TARG_DAY:
        return fmt_day(a, lang, t->d);
    case TARG_MONEY:
        return fmt_money(a, lang, t->m);
    case TARG_REAL:
        return fmt_real(a, lang, t->r, 1);
    }
    return STR("");
}

static str fill(struct arena *a, enum lang lang, str words, struct targs args)
{
    SLICE(str) parts = { 0 };
    while (words.n) {
        const char *open = memchr(words.p, '{', words.n);
        size_t n = open ? (size_t)(open - words.p) : words.n;
        *ADD(a, &parts) = str_part(words, 0, n);
        if (!open)
            break;
        const char *close = memchr(open, '}', words.n - n);
        if (!close)
            break; // textc refuses such texts
        const struct targ *t = find(args, (str){ open + 1, (size_t)(close - open) - 1 });
        assert(t && "a placeholder of the text was not given");
        if (t)
            *ADD(a, &parts) = value(a, lang, t);
        words = str_part(words, (size_t)(close + 1 - words.p), words.n);
    }
    return str_join(a, parts.p, parts.n, STR(""));
}

str text(struct arena *a, enum lang lang, text_key key, struct targs args)
{
    const struct text_row *row = row_of(key);
    if (!row)
        return STR("");
    const str *form = forms(lang, row, &lang);
    if (!form)
        return str_z(row->key);
    int which = 0;
    if (row->plural) {
        const struct targ *n = find(args, STR("n"));
        which = n && n->kind == TARG_INT ? plural_form(lang, n->i) : languages[lang].n - 1;
    }
    str words = form[which];
    return memchr(words.p, '{', words.n) ? fill(a, lang, words, args) : words;
}
