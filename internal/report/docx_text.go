package report

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// paragraphForm is how a paragraph is set: by a style (none is the style of running text), to the right, or kept on the page of what follows.
type paragraphForm struct {
	style string
	right bool
	keep  bool
	// strong sets the whole text in bold, as it is in the first cell of a row.
	strong bool
	status workplan.Status
}

func (w *word) put(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// front is the top of the first page: the titles, the facts about the report, and its contents.
func (w *word) front() {
	w.paragraph(paragraphForm{style: "Title"}, line{Text: w.title})
	w.paragraph(paragraphForm{style: "Subtitle"}, line{Text: w.subtitle})
	if len(w.blocks) > 0 {
		if f, ok := w.blocks[0].(facts); ok {
			w.facts(f, false)
			w.blocks = w.blocks[1:]
		}
	}
	w.contents()
}

// name is what the file's properties and the foot of its pages call the document.
func (d document) name() string { return d.title + ": " + d.about.subject }

// heading sets a heading with a hidden bookmark, by which contents and links find it.
func (w *word) heading(h heading) {
	w.marks++
	id := strconv.Itoa(w.marks)
	w.open(paragraphForm{style: "Heading" + strconv.Itoa(h.Level)})
	w.put(`<w:bookmarkStart w:id="`, id, `" w:name="`, markName(w.marks), `"/>`)
	w.run("", h.Text)
	w.put(`<w:bookmarkEnd w:id="`, id, `"/></w:p>`)
}

func markName(n int) string { return "_Toc" + strconv.Itoa(100000000+n) }

// contents is a table of contents that Word can renew: the parts of the document with links to them. It has no page numbers, which only the
// program that sets the pages can know.
func (w *word) contents() {
	n, first := 0, true
	for _, b := range w.blocks {
		h, is := b.(heading)
		if !is {
			continue
		}
		n++
		if h.Level > 1 {
			continue
		}
		if first {
			w.paragraph(paragraphForm{style: "TOCHeading", keep: true}, line{Text: w.t("Contents")})
		} else {
			w.put(`</w:p>`)
		}
		w.open(paragraphForm{style: "TOC1"})
		if first {
			w.put(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \n \h \z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
		}
		w.put(`<w:hyperlink w:anchor="`, markName(n), `" w:history="1">`)
		w.run("", h.Text)
		w.put(`</w:hyperlink>`)
		first = false
	}
	if !first {
		w.put(`<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`)
	}
}

// paragraph sets one line: its label in bold, its text as a link where it leads somewhere.
func (w *word) paragraph(f paragraphForm, l line) {
	w.open(f)
	style := ""
	if f.strong {
		style = "Strong"
	}
	if f.status != "" {
		w.square(f.status)
	}
	if l.Label != "" {
		text := l.Lead()
		if l.Text != "" {
			text += " "
		}
		w.run("Strong", text)
	}
	switch id, ok := w.link(l.Link); {
	case ok:
		w.put(`<w:hyperlink r:id="`, id, `" w:history="1">`)
		w.run("Hyperlink", l.Text)
		w.put(`</w:hyperlink>`)
	case l.Link != "":
		w.run(style, l.Text+" <"+l.Link+">")
	default:
		w.run(style, l.Text)
	}
	w.put(`</w:p>`)
}

// open begins a paragraph.
func (w *word) open(f paragraphForm) {
	w.afterRow = false
	w.put(`<w:p>`)
	if f.style == "" && !f.keep && !f.right {
		return
	}
	w.put(`<w:pPr>`)
	if f.style != "" {
		w.put(`<w:pStyle w:val="`, f.style, `"/>`)
	}
	if f.keep {
		w.put(`<w:keepNext/>`)
	}
	if f.right {
		w.put(`<w:jc w:val="right"/>`)
	}
	w.put(`</w:pPr>`)
}

// run is a text in one style.
func (w *word) run(style, text string) {
	if text == "" {
		return
	}
	w.put(`<w:r>`)
	if style != "" {
		w.put(`<w:rPr><w:rStyle w:val="`, style, `"/></w:rPr>`)
	}
	w.put(`<w:t xml:space="preserve">`, escaped(text), `</w:t></w:r>`)
}

// square stands before a status, in the colour that the charts give it. That of what is only planned is empty: its colour is next to white, and not
// every program draws the outline.
func (w *word) square(s workplan.Status) {
	colour, sign := statusColours[s][0][1:], "■"
	if s == workplan.StatusPlanned {
		colour, sign = ink[1:], "□"
	}
	w.put(`<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:color w:val="`, colour, `"/>`,
		`<w14:textOutline w14:w="6350" w14:cap="flat" w14:cmpd="sng" w14:algn="ctr"><w14:solidFill><w14:srgbClr w14:val="`, ink[1:], `"/></w14:solidFill><w14:prstDash w14:val="solid"/><w14:round/></w14:textOutline>`,
		"</w:rPr><w:t xml:space=\"preserve\">"+sign+"\u00a0</w:t></w:r>")
}

// notInAddresses must be encoded wherever it stands in one (RFC 3986); package net/url leaves it as it is in queries.
var notInAddresses = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// link is the relation to an address outside; ok is false where Word would not take it, or where there is none.
func (w *word) link(to string) (id string, ok bool) {
	if to == "" {
		return "", false
	}
	if id, ok = w.linked[to]; ok {
		return id, true
	}
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return "", false
	}
	address := notInAddresses.Replace(u.String())
	if len(address) > 2000 {
		return "", false
	}
	id = w.relate("hyperlink", address, true)
	w.linked[to] = id
	return id, true
}

// relate makes a relation of the document to another part or to an address.
func (w *word) relate(kind, target string, outside bool) string {
	id := "rId" + strconv.Itoa(len(w.links)+1)
	w.links = append(w.links, relation{id, officeKind + kind, target, outside})
	return id
}

// linesOf are the lines of a text that say something; an empty text is one empty line.
func linesOf(text string) []string {
	if !strings.ContainsAny(text, "\r\n\v\f\u2028\u2029") {
		return []string{text}
	}
	var lines []string
	for _, l := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\r\n\v\f\u2028\u2029", r) }) {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, l)
		}
	}
	if lines == nil {
		return []string{""}
	}
	return lines
}

// escaped is a text as XML holds it; what no XML 1.0 file can hold is left out, or shown as a replacement character where it was no text.
func escaped(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] >= ' ' && s[i] < utf8.RuneSelf && s[i] != '&' && s[i] != '<' && s[i] != '>' && s[i] != '"'
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case r < ' ' || r == 0xfffe || r == 0xffff:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
