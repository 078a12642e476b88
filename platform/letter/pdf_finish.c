// SPDX-License-Identifier: Apache-2.0
// What cairo 1.16 leaves out of a tagged file, added by libqpdf: the language, the title shown in
// the window, the XMP packet with the PDF/UA-1 mark (ISO 14289-1), scope of table heads, kind of
// lists, artifacts (ISO 32000-1, 14.8.2.2). Nothing of the time of writing is kept.
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "platform/letter/pdf.h"

static void xmp(struct out *o, const struct letter *l)
{
    OUT(o, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
           "<pdfuaid:part>1</pdfuaid:part>\n<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    out_xml(o, l->heading);
    OUT(o, "</rdf:li></rdf:Alt></dc:title>\n<dc:language><rdf:Bag><rdf:li>");
    out_put(o, str_z(lang_tag(l->lang)));
    OUT(o, "</rdf:li></rdf:Bag></dc:language>\n<dc:creator><rdf:Seq><rdf:li>");
    out_xml(o, l->sender.n ? l->sender.p[0] : STR("Fotfeste"));
    OUT(o, "</rdf:li></rdf:Seq></dc:creator>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

static void catalog(qpdf_data q, const struct letter *l)
{
    struct out o = { 0 };
    xmp(&o, l);
    qpdf_oh root = qpdf_get_root(q), meta = qpdf_oh_new_stream(q);
    qpdf_oh_replace_stream_data(q, meta, (const unsigned char *)o.p, o.n, qpdf_oh_new_null(q), qpdf_oh_new_null(q));
    out_drop(&o);
    qpdf_oh dict = qpdf_oh_get_dict(q, meta);
    qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/Metadata"));
    qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/XML"));
    qpdf_oh_replace_key(q, root, "/Metadata", meta);
    qpdf_oh_replace_key(q, root, "/Lang", qpdf_oh_new_unicode_string(q, lang_tag(l->lang)));
    qpdf_oh_replace_key(q, root, "/MarkInfo", qpdf_oh_parse(q, "<</Marked true>>"));
    qpdf_oh_replace_key(q, root, "/ViewerPreferences", qpdf_oh_parse(q, "<</DisplayDocTitle true>>"));
    qpdf_set_info_key(q, "/CreationDate", NULL);
    qpdf_set_info_key(q, "/Creator", "Fotfeste");
}

static bool kind(qpdf_data q, qpdf_oh element, const char *name)
{
    return qpdf_oh_is_dictionary(q, element) &&
           qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, element, "/S"), name);
}

// Takes what is not said out of the tree of structure and completes the rest.
static void structure(qpdf_data q, qpdf_oh element)
{
    if (kind(q, element, "/TH"))
        qpdf_oh_replace_key(q, element, "/A", qpdf_oh_parse(q, "<</O /Table /Scope /Column>>"));
    if (kind(q, element, "/L"))
        qpdf_oh_replace_key(q, element, "/A", qpdf_oh_parse(q, "<</O /List /ListNumbering /Disc>>"));
    qpdf_oh kids = qpdf_oh_get_key(q, element, "/K");
    for (int i = qpdf_oh_is_array(q, kids) ? qpdf_oh_get_array_n_items(q, kids) - 1 : -1; i >= 0; i--) {
        qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i);
        if (kind(q, kid, "/" NOT_SAID))
            qpdf_oh_erase_item(q, kids, i);
        else if (qpdf_oh_is_dictionary(q, kid))
            structure(q, kid);
    }
}

// The way back from a mark on a page to its element: none for artifacts.
static void parents(qpdf_data q, qpdf_oh tree)
{
    qpdf_oh nums = qpdf_oh_get_key(q, qpdf_oh_get_key(q, tree, "/ParentTree"), "/Nums");
    for (int i = 1; i < qpdf_oh_get_array_n_items(q, nums); i += 2) {
        qpdf_oh marks = qpdf_oh_get_array_item(q, nums, i);
        for (int m = 0; qpdf_oh_is_array(q, marks) && m < qpdf_oh_get_array_n_items(q, marks); m++)
            if (kind(q, qpdf_oh_get_array_item(q, marks, m), "/" NOT_SAID))
                qpdf_oh_set_array_item(q, marks, m, qpdf_oh_new_null(q));
    }
}

// Past a string in parentheses that begins at i.
static size_t past_string(str s, size_t i)
{
    for (int depth = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '(')
            depth++;
        else if (s.p[i] == ')' && --depth == 0)
            return i + 1;
    }
    return s.n;
}

// "/NonStruct << /MCID 7 >> BDC" becomes "/Artifact BMC", outside strings. The blank at the end of
// a broken line has no glyph and comes as a span of its own with nothing in it, which makes some
// readers lose the rest of the paragraph: it goes.
static void artifacts(str in, struct out *o)
{
    static const char mark[] = "/" NOT_SAID " ", end[] = "BDC";
    static const char nothing[] = "/Span << /ActualText <feff0020> >> BDC\nEMC\n";
    for (size_t i = 0; i < in.n;) {
        if (in.p[i] == '(') {
            size_t to = past_string(in, i);
            out_put(o, str_part(in, i, to - i));
            i = to;
        } else if (in.p[i] == '/' && str_starts(str_part(in, i, sizeof mark - 1), str_z(mark))) {
            OUT(o, "/Artifact BMC");
            size_t to = str_find(str_part(in, i, in.n), str_z(end));
            i = to == (size_t)-1 ? in.n : i + to + sizeof end - 1;
        } else if (in.p[i] == '/' && str_starts(str_part(in, i, sizeof nothing - 1), str_z(nothing))) {
            i += sizeof nothing - 1;
        } else {
            out_char(o, in.p[i++]);
        }
    }
}

static void pages(qpdf_data q)
{
    for (int i = 0; i < qpdf_get_num_pages(q); i++) {
        qpdf_oh page = qpdf_get_page_n(q, (size_t)i);
        unsigned char *p = NULL;
        size_t n = 0;
        if (qpdf_oh_get_page_content_data(q, page, &p, &n) > QPDF_WARNINGS)
            return;
        struct out o = { 0 };
        artifacts((str){ (const char *)p, n }, &o);
        qpdf_oh content = qpdf_oh_new_stream(q);
        qpdf_oh_replace_stream_data(q, content, (const unsigned char *)o.p, o.n, qpdf_oh_new_null(q), qpdf_oh_new_null(q));
        qpdf_oh_replace_key(q, page, "/Contents", content);
        out_drop(&o);
        free(p);
    }
}

err letter_finish(struct arena *a, str pdf, const struct letter *l, struct out *out)
{
    (void)a;
    qpdf_data q = qpdf_init();
    qpdf_silence_errors(q);
    qpdf_set_suppress_warnings(q, QPDF_TRUE);
    bool fine = qpdf_read_memory(q, "letter", pdf.p, pdf.n, NULL) <= QPDF_WARNINGS;
    if (fine) {
        qpdf_oh tree = qpdf_oh_get_key(q, qpdf_get_root(q), "/StructTreeRoot");
        catalog(q, l);
        parents(q, tree);
        structure(q, tree);
        pages(q);
        qpdf_init_write_memory(q);
        qpdf_set_deterministic_ID(q, QPDF_TRUE);
        qpdf_set_minimum_pdf_version(q, "1.7");
        fine = qpdf_write(q) <= QPDF_WARNINGS && !qpdf_has_error(q);
    }
    if (fine)
        out_put(out, (str){ (const char *)qpdf_get_buffer(q), qpdf_get_buffer_length(q) });
    qpdf_cleanup(&q);
    return fine ? OK : E_IO;
}
