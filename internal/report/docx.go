package report

import (
	"archive/zip"
	"bytes"
	"embed"
	"io"
	"strings"
	"time"

	"fwptracker/internal/workplan"
)

// wordParts are the parts of a Word file that are the same in every report.
//
//go:embed docx/*.xml
var wordParts embed.FS

// word is a Word file in the making (Office Open XML, ISO/IEC 29500): the text of its body, and what the text refers to.
type word struct {
	bytes.Buffer // word/document.xml
	document
	links    []relation
	linked   map[string]string // the id of the relation to an address
	media    []part
	marks    int
	figures  int
	wide     bool
	afterRow bool // a table stands last: another one would run into it
	faults   error
}

// part is a file within the file.
type part struct {
	name    string
	content []byte
}

// relation is how a part of the file names another part, or an address outside of it.
type relation struct {
	id, kind, target string
	outside          bool
}

// renderDOCX writes the document as a Word file.
func renderDOCX(w io.Writer, r workplan.CompletionReport, o Options) error {
	return writeDOCX(w, compose(r, voice{o.Language}))
}

// writeDOCX writes a document as a Word file that can be circulated as it is: with styles that Word's navigation knows, page numbers, and
// sections upright and in landscape.
func writeDOCX(to io.Writer, d document) error {
	w := &word{document: d, linked: map[string]string{}}
	w.put(xmlHead, `<w:document `, wordSpaces, ` mc:Ignorable="w14"><w:body>`)
	w.front()
	for n, b := range w.blocks {
		var next block
		if n+1 < len(w.blocks) {
			next = w.blocks[n+1]
		}
		w.block(b, next)
	}
	if w.afterRow {
		w.gap("")
	}
	w.put(w.section(), `</w:body></w:document>`)
	if w.faults != nil {
		return w.faults
	}
	return w.pack(to)
}

// block sets one block. What explains the block after it, or opens it, stays on its page.
func (w *word) block(b, next block) {
	switch b := b.(type) {
	case heading:
		w.heading(b)
	case paragraph:
		style := ""
		if b.Note {
			style = "Note"
		}
		_, keeps := next.(table)
		if _, chart := next.(figure); chart {
			keeps = true
		}
		for _, text := range linesOf(b.Text) {
			w.paragraph(paragraphForm{style: style, keep: keeps}, line{Text: text})
		}
	case facts:
		_, keeps := next.(table)
		w.facts(b, keeps)
	case table:
		w.table(b)
	case figure:
		w.figure(b)
	case turn:
		w.gap(w.section())
		w.wide = b.Landscape
	}
}

// pack writes the parts in a fixed order, all with the time at which the report was drawn up.
func (w *word) pack(to io.Writer) error {
	made := time.Time(w.about.made).UTC().Truncate(2 * time.Second)
	if made.Year() < 1980 || made.Year() > 2107 {
		made = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // what the format can say
	}
	archive := zip.NewWriter(to)
	for _, p := range w.parts() {
		file, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: made})
		if err != nil {
			return err
		}
		if _, err := file.Write(p.content); err != nil {
			return err
		}
	}
	return archive.Close()
}

// parts are all parts of the file; the first says of what kind the others are.
func (w *word) parts() []part {
	list := []part{
		fixedPart("[Content_Types].xml", "content_types.xml"),
		{"_rels/.rels", relations([]relation{
			{"rId1", officeKind + "officeDocument", "word/document.xml", false},
			{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", false},
			{"rId3", officeKind + "extended-properties", "docProps/app.xml", false},
		})},
		{"docProps/core.xml", []byte(w.coreProperties())},
		fixedPart("docProps/app.xml", "app.xml"),
		{"word/document.xml", w.Bytes()},
		{"word/_rels/document.xml.rels", relations(append([]relation{
			{"rIdStyles", officeKind + "styles", "styles.xml", false},
			{"rIdSettings", officeKind + "settings", "settings.xml", false},
			{"rIdFonts", officeKind + "fontTable", "fontTable.xml", false},
			{"rIdUpright", officeKind + "footer", "footer1.xml", false},
			{"rIdWide", officeKind + "footer", "footer2.xml", false},
		}, w.links...))},
		w.styles(), fixedPart("word/settings.xml", "settings.xml"), fixedPart("word/fontTable.xml", "font_table.xml"),
		{"word/footer1.xml", []byte(w.footer(uprightWidth))}, {"word/footer2.xml", []byte(w.footer(wideWidth))},
	}
	return append(list, w.media...)
}

// dialect is the language of the text, by which Word chooses its dictionary.
func (w *word) dialect() string {
	if w.inEnglish() {
		return "en-GB"
	}
	return w.speaks().Tag
}

func (w *word) styles() part {
	p := fixedPart("word/styles.xml", "styles.xml")
	p.content = bytes.ReplaceAll(p.content, []byte(`w:val="en-GB"`), []byte(`w:val="`+w.dialect()+`"`))
	return p
}

func fixedPart(name, from string) part {
	content, err := wordParts.ReadFile("docx/" + from)
	if err != nil {
		panic(err) // it is in the program
	}
	return part{name, content}
}

// Names of Office Open XML.
const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	officeKind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`
)

func relations(list []relation) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range list {
		b.WriteString(`<Relationship Id="` + r.id + `" Type="` + r.kind + `" Target="` + escaped(r.target) + `"`)
		if r.outside {
			b.WriteString(` TargetMode="External"`)
		}
		b.WriteString(`/>`)
	}
	b.WriteString(`</Relationships>`)
	return []byte(b.String())
}

// coreProperties tell of the file what its properties window and a library's catalogue show.
func (w *word) coreProperties() string {
	made := time.Time(w.about.made).UTC().Format("2006-01-02T15:04:05Z")
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(w.name()) + `</dc:title><dc:subject>` + escaped(w.about.subject) + `</dc:subject>` +
		`<dc:creator>` + escaped(w.about.author) + `</dc:creator><cp:keywords>` + escaped(w.about.keywords) + `</cp:keywords>` +
		`<cp:lastModifiedBy>` + escaped(w.about.author) + `</cp:lastModifiedBy><dc:language>` + w.dialect() + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + made + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + made + `</dcterms:modified></cp:coreProperties>`
}
