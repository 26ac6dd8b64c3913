package report

import (
	"fmt"
	"io"
	"strings"

	"fwptracker/internal/workplan"
)

// renderMarkdown writes the report as Markdown.
func renderMarkdown(w io.Writer, r workplan.CompletionReport, o Options) error {
	return compose(r, voice{o.Language}).markdown(w)
}

// markdown writes the document as GitHub-flavoured Markdown: charts become what they show in words, and their tables.
func (d document) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", plainMark(d.title), plainMark(d.subtitle))
	for _, blk := range d.blocks {
		switch x := blk.(type) {
		case heading:
			fmt.Fprintf(&b, "\n%s %s\n", strings.Repeat("#", x.Level+1), plainMark(x.Text))
		case paragraph:
			fmt.Fprintf(&b, "\n%s\n", plainMark(x.Text))
		case facts:
			b.WriteString("\n")
			for _, f := range x {
				fmt.Fprintf(&b, "- **%s:** %s\n", plainMark(f.Label), plainMark(f.Value))
			}
		case table:
			markTable(&b, x)
		case figure:
			fmt.Fprintf(&b, "\n**%s.** %s\n", plainMark(x.Title), plainMark(x.Alt))
			markTable(&b, x.Data)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markTable(b *strings.Builder, t table) {
	if len(t.Rows) == 0 {
		fmt.Fprintf(b, "\n%s\n", plainMark(t.Empty))
		return
	}
	fmt.Fprintf(b, "\n**%s**\n\n|", plainMark(t.Caption))
	for _, c := range t.Columns {
		b.WriteString(" " + plainMark(c.Head) + " |")
	}
	b.WriteString("\n|")
	for _, c := range t.Columns {
		if c.Numeric {
			b.WriteString("---:|")
		} else {
			b.WriteString("---|")
		}
	}
	for _, row := range t.Rows {
		b.WriteString("\n|")
		for _, c := range row {
			b.WriteString(" " + markCell(c) + " |")
		}
	}
	b.WriteString("\n")
}

func markCell(c cell) string {
	lines := make([]string, len(c.Lines))
	for n, l := range c.Lines {
		text := plainMark(l.Text)
		if l.Link != "" {
			text = "[" + text + "](" + strings.NewReplacer("(", "%28", ")", "%29", "|", "%7C", " ", "%20", "<", "%3C", ">", "%3E").Replace(l.Link) + ")"
		}
		if l.Label != "" {
			text = strings.TrimSpace("**" + plainMark(l.Lead()) + "** " + text)
		}
		lines[n] = text
	}
	return strings.Join(lines, "<br>")
}

var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "~", `\~`, "!", `\!`,
	"\r\n", "<br>", "\n", "<br>", "\r", "<br>", "&", "&amp;")

// plainMark is a text that Markdown shows as it is, on one line. A line that began with a number and a point, or with a dash, would be a list.
func plainMark(s string) string {
	s = marks.Replace(strings.TrimSpace(s))
	if s == "" {
		return s
	}
	if strings.ContainsAny(s[:1], "-+=") {
		return `\` + s
	}
	if rest := strings.TrimLeft(s, "0123456789"); rest != s && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")) {
		return s[:len(s)-len(rest)] + `\` + rest
	}
	return s
}
