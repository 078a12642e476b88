// SPDX-License-Identifier: Apache-2.0
// One message over SMTP by libcurl; only this file knows it.
#include "platform/mail/mail_inside.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>
#include <time.h>

enum { CONNECT_S = 5, ALL_S = 15, LINE = 76 };

static str base64(struct arena *a, str s)
{
    size_t n = sodium_base64_ENCODED_LEN(s.n, sodium_base64_VARIANT_ORIGINAL);
    char *p = mem(a, n);
    sodium_bin2base64(p, n, (const unsigned char *)s.p, s.n, sodium_base64_VARIANT_ORIGINAL);
    return str_z(p);
}

static void lines(struct out *o, str coded)
{
    for (size_t i = 0; i < coded.n; i += LINE) {
        out_put(o, str_part(coded, i, LINE));
        OUT(o, "\r\n");
    }
}

// Words of a header in UTF-8 (RFC 2047); ours are short enough for one encoded word each.
static str header_words(struct arena *a, str s)
{
    return strf(a, "=?utf-8?B?%.*s?=", S(base64(a, s)));
}

static str date(struct arena *a, int64_t ms)
{
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    time_t t = (time_t)(ms / 1000);
    struct tm at;
    gmtime_r(&t, &at);
    return strf(a, "%s, %d %s %d %02d:%02d:%02d +0000", days[at.tm_wday], at.tm_mday, months[at.tm_mon],
                at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

static str words_of(struct arena *a, enum lang l, str key)
{
    text_key k = text_find(str_cz(a, key));
    return k == T_NONE ? key : text(a, l, k, NO_TARGS);
}

str mail_message(struct arena *a, const struct mail_server *s, const struct mail *m, int64_t now)
{
    enum lang l = NB;
    (void)lang_parse(m->lang, &l);
    str domain = s->from;
    size_t at = str_find(domain, STR("@"));
    if (at != (size_t)-1)
        domain = str_part(domain, at + 1, domain.n);
    str body = strf(a, "%.*s\r\n\r\n%.*s%.*s\r\n", S(words_of(a, l, m->words)), S(s->site), S(m->link));
    struct out o = { 0 };
    out_f(&o, "Date: %.*s\r\n", S(date(a, now)));
    out_f(&o, "From: Fotfeste <%.*s>\r\nTo: <%.*s>\r\n", S(s->from), S(m->address));
    out_f(&o, "Subject: %.*s\r\n", S(header_words(a, words_of(a, l, m->subject))));
    out_f(&o, "Message-ID: <%.*s@%.*s>\r\n", S(m->uuid), S(domain));
    OUT(&o, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n");
    out_f(&o, "Content-Language: %s\r\n\r\n", lang_tag(l));
    lines(&o, base64(a, body));
    str all = str_dup(a, out_str(&o));
    out_drop(&o);
    return all;
}

struct reading {
    str rest;
};

static size_t give(char *to, size_t size, size_t n, void *arg)
{
    struct reading *r = arg;
    size_t k = size * n < r->rest.n ? size * n : r->rest.n;
    memcpy(to, r->rest.p, k);
    r->rest = str_part(r->rest, k, r->rest.n);
    return k;
}

static void begin(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static bool local(str host)
{
    return str_is(host, "127.0.0.1") || str_is(host, "::1") || str_is(host, "localhost");
}

static enum mail_outcome outcome_of(CURL *c, CURLcode code)
{
    long answer = 0;
    if (code == CURLE_OK)
        return MAIL_SENT;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
    if (answer >= 500 && answer < 600 && code != CURLE_LOGIN_DENIED)
        return MAIL_REFUSED;
    if (answer >= 400 && answer < 500)
        return MAIL_LATER;
    return MAIL_UNREACHED;
}

enum mail_outcome mail_send(struct arena *a, const struct mail_server *s, const struct mail *m, str message,
                            str *fault)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, begin);
    bool plain = str_is(s->tls, "none"), tls = str_is(s->tls, "tls");
    if (plain && !local(s->host)) {
        *fault = STR("mail without TLS goes to this machine only");
        return MAIL_UNREACHED;
    }
    CURL *c = curl_easy_init();
    if (!c)
        return MAIL_UNREACHED;
    struct reading reading = { message };
    struct curl_slist *to = curl_slist_append(NULL, str_cz(a, strf(a, "<%.*s>", S(m->address))));
    curl_easy_setopt(c, CURLOPT_URL, str_cz(a, strf(a, "%s://%.*s:%lld", tls ? "smtps" : "smtp", S(s->host),
                                                    (long long)s->port)));
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, s->seconds ? s->seconds : (long)ALL_S);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, str_cz(a, strf(a, "<%.*s>", S(s->from))));
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(c, CURLOPT_READDATA, &reading);
    if (s->user.n && s->password) {
        curl_easy_setopt(c, CURLOPT_USERNAME, str_cz(a, s->user));
        curl_easy_setopt(c, CURLOPT_PASSWORD, s->password);
    }
    CURLcode code = curl_easy_perform(c);
    enum mail_outcome o = outcome_of(c, code);
    if (code != CURLE_OK) {
        long answer = 0;
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
        *fault = strf(a, "%s, answer %ld", curl_easy_strerror(code), answer);
    }
    curl_slist_free_all(to);
    curl_easy_cleanup(c);
    return o;
}
