package report

import (
	"bytes"
	"encoding/xml"
	"time"
)

// properties are what the file tells of itself: title, author, and when it was made. The library would write the same without the usual
// prefixes, which is right, but some widely used readers then refuse the whole file.
func (c cover) properties(tag string) []byte {
	const day = `xsi:type="dcterms:W3CDTF"`
	made := time.Time(c.made).UTC().Format(time.RFC3339)
	var b bytes.Buffer
	b.WriteString(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, p := range []struct{ name, kind, value string }{
		{"dc:title", "", c.title}, {"dc:subject", "", c.subject}, {"dc:creator", "", c.author}, {"cp:keywords", "", c.keywords},
		{"dc:language", "", tag}, {"cp:lastModifiedBy", "", c.by}, {"dcterms:created", " " + day, made}, {"dcterms:modified", " " + day, made},
	} {
		b.WriteString("<" + p.name + p.kind + ">")
		_ = xml.EscapeText(&b, []byte(clean(p.value))) // a buffer takes everything
		b.WriteString("</" + p.name + ">")
	}
	b.WriteString("</cp:coreProperties>")
	return b.Bytes()
}
