// SPDX-License-Identifier: Apache-2.0
// Opens the database, brings its schema up to date, serves until told to stop.
#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/command.h"
#include "app/data_dir.h"
#include "app/heads.h"
#include "app/keys.h"
#include "app/upgrade.h"
#include "platform/http/engine.h"
#include "platform/http/metrics.h"
#include "platform/http/monitor.h"
#include "platform/http/setting.h"
#include "platform/room.h"

static const char help_text[] =
    "fotfeste serve --data DIR --listen ADDRESS [OPTIONS]\n"
    "\n"
    "Serves the pages of the installation in DIR until it gets SIGTERM or SIGINT; then it "
    "takes no\n"
    "more connections, finishes what was begun (at most 30 seconds) and ends with 0. When it\n"
    "accepts connections it prints one line: ready ADDRESS\n"
    "\n"
    "  --data DIR         folder of the installation; one process at a time may use it\n"
    "  --listen ADDRESS   unix:PATH, 127.0.0.1:PORT or [::1]:PORT; port 0 takes a free one.\n"
    "                     Other addresses are refused: put a proxy in front (ops/nginx.conf).\n"
    "                     Not needed when the service manager hands over a socket\n"
    "                     (LISTEN_FDS).\n"
    "  --db URL           sqlite:PATH or postgresql://...; default sqlite:DIR/fotfeste.db\n"
    "  --key FILE         keys of the sealed notes; default what FOTFESTE_KEY_FILE names, or\n"
    "                     DIR/sealed.key, which is made at the first start. Without the keys\n"
    "                     the notes were sealed with, the service does not start.\n"
    "  --day YYYY-MM-DD   the day that counts as today; default the clock's, in a demo\n"
    "                     database the demo's\n"
    "  --host NAME        a name visitors reach us by, without port; may be given several\n"
    "                     times. Always answered: localhost, 127.0.0.1 and [::1]\n"
    "  --metrics ADDRESS  counters for a monitor (Prometheus text) on 127.0.0.1:PORT\n"
    "  --workers N        threads that make pages; default two for each core, at least four\n"
    "  --quiet            no line per request; without it, one line of JSON each on standard\n"
    "                     error, with the route's name and never an address or a name\n"
    "\n"
    "GET /health says that the process answers. GET /ready says whether it can work: 503 when\n"
    "the database does not answer or less than 5 % of the disk is free; it also tells when "
    "jobs\n"
    "are late.\n"
    "\n"
    "Ends with 0 after a stop, 1 when it cannot start (database, folder in use, address), 2 "
    "when\n"
    "the command was not understood.\n"
    "\n"
    "Example: fotfeste serve --data /var/lib/fotfeste --listen unix:/run/fotfeste/web.sock \\\n"
    "                        --host fotfeste.example.no --metrics 127.0.0.1:9101";

enum { HOSTS_MAX = 32, DESCRIPTORS = 8192 };

struct serve {
    struct arena *a;
    const char *data, *listen, *db, *key, *day, *metrics;
    int workers;
    str hosts[HOSTS_MAX];
    struct site site;
    struct metrics counters;
    struct listener listener, monitor;
};

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void log_line(struct site *s, str line)
{
    (void)s;
    (void)!write(STDERR_FILENO, line.p, line.n);
}

static int bad_use(const char *what)
{
    fprintf(stderr, "serve: %s\nSee \"fotfeste help serve\".\n", what);
    return EXIT_BAD_USE;
}

static int cannot(str what)
{
    fprintf(stderr, "serve: %.*s\n", S(what));
    return EXIT_BAD_DATA;
}

static int read_options(struct serve *s, int argc, char **argv)
{
    static const char *const known[] = { "--data",  "--listen",  "--db",      "--day", "--host", "--key",
                                         "--quiet", "--metrics", "--workers", NULL };
    struct args args = args_of(argc, argv);
    s->data = args_value(&args, "--data");
    s->listen = args_value(&args, "--listen");
    s->db = args_value(&args, "--db");
    s->key = args_value(&args, "--key");
    s->day = args_value(&args, "--day");
    s->metrics = args_value(&args, "--metrics");
    const char *host, *workers = args_value(&args, "--workers");
    size_t n = 0;
    while ((host = args_value(&args, "--host")) && n < HOSTS_MAX - 3)
        s->hosts[n++] = str_z(host);
    s->site.log = args_flag(&args, "--quiet") ? NULL : log_line;
    if (args_end(&args, known))
        return EXIT_BAD_USE;
    s->hosts[n++] = STR("localhost");
    s->hosts[n++] = STR("127.0.0.1");
    s->hosts[n++] = STR("[::1]");
    s->site.hosts = s->hosts;
    s->site.host_count = n;
    int64_t count = 0;
    if (workers && (!str_int(str_z(workers), &count) || count < 1 || count > 256))
        return bad_use("--workers is a number from 1 to 256");
    s->workers = (int)count;
    s->site.fixed = DAY_NONE;
    if (s->day && !day_parse(str_z(s->day), &s->site.fixed))
        return bad_use("--day is written YYYY-MM-DD");
    if (!s->data)
        return bad_use("--data DIR is needed");
    if (!s->listen && !getenv("LISTEN_FDS"))
        return bad_use("--listen ADDRESS is needed");
    return EXIT_FINE;
}

// Secrets are not left in core files, files are ours alone, and no child gains rights.
static void harden(void)
{
    struct rlimit none = { 0, 0 }, files;
    setrlimit(RLIMIT_CORE, &none);
    umask(077);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < DESCRIPTORS) {
        files.rlim_cur = files.rlim_max < DESCRIPTORS ? files.rlim_max : DESCRIPTORS;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static err forget_keys(struct db *db, void *arg)
{
    (void)arg;
    return once_forget(db, clock_ms());
}

static err read_settings(struct db *db, void *arg)
{
    struct serve *s = arg;
    str demo, fixed;
    PASS(setting_get(db, "demo", &demo));
    PASS(setting_get(db, "demo_day", &fixed));
    s->site.demo = str_is(demo, "1");
    if (!s->day && s->site.demo)
        (void)day_parse(fixed, &s->site.fixed);
    return OK;
}

static bool open_database(struct serve *s, str *fault)
{
    struct out report = { 0 };
    struct deed deed = { .role = "",
                         .session = STR(""),
                         .request = STR("serve"),
                         .reason = STR(""),
                         .now = clock_ms(),
                         .today = day_in_oslo(clock_ms()) };
    int readers = s->workers ? s->workers : 2 * (int)sysconf(_SC_NPROCESSORS_ONLN) + 2;
    if (db_open(data_url(s->a, s->data, s->db), readers, &s->site.db, fault, s->a) != OK)
        return false;
    if (!upgrade(s->site.db, s->data, clock_ms(), &report)) {
        *fault =
            strf(s->a, "the database cannot be brought up to date:\n%.*s", S(out_str(&report)));
        out_drop(&report);
        return false;
    }
    out_drop(&report);
    if (!keys_ready(s->site.db, s->a, keys_path(s->a, s->data, s->key), clock_ms(), fault))
        return false;
    *fault = STR("the settings cannot be read");
    return db_run(s->site.db, TX_WRITE, s->a, &deed, forget_keys, NULL) == OK &&
           db_run(s->site.db, TX_READ, s->a, &deed, read_settings, s) == OK;
}

static bool open_sockets(struct serve *s, str *fault)
{
    if (!listen_open(s->a, s->listen ? s->listen : "", &s->listener, fault))
        return false;
    s->site.proxied = s->listener.is_unix;
    if (!s->metrics)
        return true;
    *fault = STR("cannot start the monitor's thread");
    return listen_open(s->a, s->metrics, &s->monitor, fault) &&
           monitor_start(s->monitor, &s->counters);
}

// Threads inherit the mask, so the signal comes to the one that waits for it.
static sigset_t hold_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return set;
}

static int serve_until_stopped(struct serve *s, const sigset_t *stops)
{
    str fault;
    struct engine *e = engine_start(&s->site, s->listener, s->workers, &fault);
    if (!e)
        return cannot(fault);
    struct job_runner *jobs = job_start(s->site.db, clock_ms, s->site.fixed);
    printf("ready %.*s\n", S(s->listener.address));
    fflush(stdout);
    const struct timespec minute = { .tv_sec = 60 };
    heads_keep(s->site.db, s->data, clock_ms());
    while (sigtimedwait(stops, NULL, &minute) < 0)
        if (errno == EAGAIN)
            heads_keep(s->site.db, s->data, clock_ms());
    int cut = engine_stop(e);
    if (jobs)
        job_stop(jobs);
    heads_keep(s->site.db, s->data, clock_ms());
    if (cut)
        fprintf(stderr, "serve: %d requests were cut off\n", cut);
    return EXIT_FINE;
}

static int start(struct serve *s, int argc, char **argv)
{
    str fault;
    int bad = read_options(s, argc, argv);
    if (bad)
        return bad;
    harden();
    sigset_t stops = hold_signals();
    s->site.clock = clock_ms;
    s->site.metrics = &s->counters;
    s->site.data = s->data;
    s->site.router = router_make(s->a, rooms_all, &fault);
    if (!s->site.router || !data_lock(s->a, s->data, &fault) || !open_database(s, &fault) ||
        !open_sockets(s, &fault))
        return cannot(fault);
    return serve_until_stopped(s, &stops);
}

static int serve(int argc, char **argv)
{
    struct serve *s = calloc(1, sizeof *s);
    if (!s || sodium_init() < 0)
        return cannot(STR("no memory or no random numbers"));
    s->a = arena_make(0);
    int end = start(s, argc, argv);
    db_close(s->site.db);
    arena_drop(s->a);
    free(s);
    return end;
}

COMMAND(serve, "serve", "serves the pages of an installation", help_text, serve);
