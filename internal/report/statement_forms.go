package report

import (
	"fmt"
	"io"
	"strings"

	"fwptracker/internal/workplan"
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
func (s Statement) FileName(form string) string {
	return fileName(s.Report, s.voice, "statement", form)
}

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
	d := document{voice: s.voice, title: s.t("Progress under the %s", s.Report.Plan.Title), subtitle: s.Report.Body.Name,
		about: about{author: s.Report.Body.Name, subject: s.Report.Plan.Title + ", " + s.day(s.Report.AsOf) + ", " + s.t(circleWords[s.Report.Audience]), keywords: s.Report.Plan.Code + ", " + s.t("statement"), made: moment(s.Report.GeneratedAt)}}
	for _, p := range s.Paragraphs() {
		d.add(paragraph{Text: p})
	}
	if len(s.Sentences) == 0 {
		d.say("Nothing was reported on %s in this period.", s.thePlan(s.Report.Plan.Title))
	}
	if e := s.Report.Edition; e != nil {
		d.explain("Issued with edition %d of the completion report.", e.Number)
	}
	if s.After != "" {
		d.add(paragraph{Text: s.drawnFrom(), Note: true})
	}
	return d
}

// drawnFrom says from whose reports of which time the statement is.
func (s Statement) drawnFrom() string {
	after, to := s.day(s.After), s.day(s.Report.AsOf)
	switch s.Report.Audience {
	case workplan.AudiencePublic:
		return s.t("Drawn from what was reported after %s and up to %s that everyone may read.", after, to)
	case workplan.AudienceMembers:
		return s.t("Drawn from what was reported after %s and up to %s that members and observers may read.", after, to)
	default:
		return s.t("Drawn from what was reported after %s and up to %s.", after, to)
	}
}
