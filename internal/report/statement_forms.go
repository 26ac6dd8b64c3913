package report

import (
	"fmt"
	"io"
	"strings"
)

// Paragraphs are the sentences of each part, one paragraph for a part that has any.
func (s Statement) Paragraphs() []string {
	var paragraphs []string
	for _, part := range Parts {
		var sentences []string
		for _, sentence := range s.Sentences {
			if sentence.Part == part {
				sentences = append(sentences, sentence.Text)
			}
		}
		if len(sentences) > 0 {
			paragraphs = append(paragraphs, strings.Join(sentences, " "))
		}
	}
	return paragraphs
}

// FileName is what a file of the statement is called in a form.
func (s Statement) FileName(form string) string { return fileName(s.Report, "statement", form) }

// Render writes the statement in a form that people read: "md" or "docx".
func (s Statement) Render(w io.Writer, form string) error {
	switch form {
	case "md":
		return s.document().markdown(w)
	case "docx":
		return writeDOCX(w, s.document())
	default:
		return fmt.Errorf("%w: %q", ErrFormat, form)
	}
}

// document is the statement as one that can be set like a report.
func (s Statement) document() document {
	d := document{title: "Progress under the " + s.Report.Plan.Title, subtitle: s.Report.Body.Name,
		about: about{author: s.Report.Body.Name, subject: s.Report.Plan.Title + ", " + day(s.Report.AsOf) + ", " + circleWords[s.Report.Audience], keywords: s.Report.Plan.Code + ", statement", made: moment(s.Report.GeneratedAt)}}
	for _, p := range s.Paragraphs() {
		d.say("%s", p)
	}
	if len(s.Sentences) == 0 {
		d.say("Nothing was reported on %s in this period.", thePlan(s.Report.Plan.Title))
	}
	if e := s.Report.Edition; e != nil {
		d.explain("Issued with edition %d of the completion report.", e.Number)
	}
	if s.After != "" {
		d.explain("Drawn from what was reported after %s and up to %s%s.", day(s.After), day(s.Report.AsOf), readerWords[s.Report.Audience])
	}
	return d
}
