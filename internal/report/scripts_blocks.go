package report

import "slices"

// block reads one block.
func (p *proof) block(b block) block {
	p.table, p.row, p.column = "", "", ""
	switch b := b.(type) {
	case heading:
		p.part = b.Text
		p.read(&b.Text)
		p.part = b.Text
		return b
	case paragraph:
		p.read(&b.Text)
		return b
	case facts:
		b = slices.Clone(b)
		for n := range b {
			p.column = b[n].Label
			p.read(&b[n].Label)
			p.read(&b[n].Value)
		}
		return b
	case table:
		return p.grid(b)
	case figure:
		p.table = b.Title
		p.read(&b.Title)
		p.read(&b.Alt)
		b.Chart.shapes = slices.Clone(b.Chart.shapes)
		for n, s := range b.Chart.shapes {
			if l, ok := s.(label); ok {
				p.read(&l.text)
				b.Chart.shapes[n] = l
			}
		}
		b.Data = p.grid(b.Data)
		return b
	default:
		return b
	}
}

// grid reads a table, row by row.
func (p *proof) grid(t table) table {
	p.table, p.row, p.column = t.Caption, "", ""
	p.read(&t.Caption)
	p.read(&t.Empty)
	t.Columns = slices.Clone(t.Columns)
	for n := range t.Columns {
		p.read(&t.Columns[n].Head)
	}
	rows := make([][]cell, len(t.Rows))
	for n, row := range t.Rows {
		p.row = ""
		if len(row[0].Lines) > 0 {
			p.row = row[0].Lines[0].Text
		}
		rows[n] = make([]cell, len(row))
		for m, c := range row {
			p.column = t.Columns[m].Head
			c.Lines = slices.Clone(c.Lines)
			for l := range c.Lines {
				p.read(&c.Lines[l].Label)
				p.read(&c.Lines[l].Text)
			}
			rows[n][m] = c
		}
	}
	t.Rows, p.row, p.column = rows, "", ""
	return t
}
