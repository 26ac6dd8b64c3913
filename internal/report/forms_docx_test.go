package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"pgregory.net/rapid"
)

// readDOCX reads the paragraphs and tables of a Word file.
func readDOCX(t *rapid.T, data []byte) told {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var d wordReader
	within := false
	for tokens := xml.NewDecoder(file); ; {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			return d.told
		}
		if err != nil {
			t.Fatal(err)
		}
		switch at := token.(type) {
		case xml.StartElement:
			within = at.Name.Local == "t"
			d.open(at.Name.Local)
		case xml.CharData:
			if within {
				d.words += string(at)
			}
		case xml.EndElement:
			within = false
			d.close(at.Name.Local)
		}
	}
}

// wordReader gathers what a Word file tells, with the words of the paragraph or cell that it is in.
type wordReader struct {
	told
	words  string
	inCell bool
}

// open begins what an element begins: a table, a row or a cell.
func (d *wordReader) open(element string) {
	switch element {
	case "tbl":
		d.tables = append(d.tables, nil)
	case "tr":
		last := len(d.tables) - 1
		d.tables[last] = append(d.tables[last], nil)
	case "tc":
		d.words, d.inCell = "", true
	}
}

// close ends a cell, or a paragraph that stands in none.
func (d *wordReader) close(element string) {
	switch {
	case element == "tc":
		table := d.tables[len(d.tables)-1]
		table[len(table)-1] = append(table[len(table)-1], d.words)
		d.words, d.inCell = "", false
	case element == "p" && !d.inCell:
		d.text = append(d.text, d.words)
		d.words = ""
	}
}
