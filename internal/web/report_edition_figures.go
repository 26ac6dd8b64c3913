package web

import (
	"bytes"
	"encoding/json"
	"slices"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// issuedFigures are the headline of an edition as the file for programs that was issued says it: read from there, and not reckoned again, they are those
// that its readers had. Nil where the file does not say them.
func (c *call) issuedFigures(plan string, edition int) (*workplan.Counts, error) {
	f, err := c.site.Tracker.EditionFile(c.Request().Context(), c.actor, plan, edition, "report.json")
	if workplan.KindOf(err) == workplan.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return headlineIn(f.Content), nil
}

// headlineIn finds the headline in a report for programs, and reads no further; nil where there is none.
func headlineIn(content []byte) *workplan.Counts {
	d := json.NewDecoder(bytes.NewReader(content))
	if at, err := d.Token(); err != nil || at != json.Delim('{') {
		return nil
	}
	for d.More() {
		name, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return nil
		}
		if name != "headline" {
			continue
		}
		var said struct {
			Items, Continuing  int
			Overdue, Silent    int
			ByStatus           map[workplan.Status]int `json:"by_status"`
			ContinuingByStatus map[workplan.Status]int `json:"continuing_by_status"`
			CompletionRate     workplan.Rate           `json:"completion_rate"`
		}
		if json.Unmarshal(value, &said) != nil {
			return nil
		}
		return &workplan.Counts{Items: said.Items, Continuing: said.Continuing, Overdue: said.Overdue, Silent: said.Silent, ByStatus: said.ByStatus, ContinuingByStatus: said.ContinuingByStatus,
			Rate: said.CompletionRate}
	}
	return nil
}

// editionFile is a file of an edition as people ask for it.
type editionFile struct {
	workplan.EditionFile
	As download
	// Statement says that it is the statement paragraph, and not the report.
	Statement bool
}

// peopleForms are the forms of an edition's files that people open; the others are for programs and for copying from.
var peopleForms = []string{"docx", "pdf", "xlsx"}

// FilesForPeople are the files of the edition that people open, in the order in which they ask for them; FilesForOthers the rest.
func (p editionPage) FilesForPeople() []editionFile {
	return slices.DeleteFunc(p.files(), func(f editionFile) bool { return !slices.Contains(peopleForms, f.As.Form) })
}

// FilesForOthers are the files for programs and for copying from.
func (p editionPage) FilesForOthers() []editionFile {
	return slices.DeleteFunc(p.files(), func(f editionFile) bool { return slices.Contains(peopleForms, f.As.Form) })
}

// files are those of the report, in the order of [downloads], and then those of the statement.
func (p editionPage) files() []editionFile {
	var files []editionFile
	for _, what := range []string{"report", "statement"} {
		for _, as := range downloads {
			for _, f := range p.Edition.Files {
				if f.File == what+"."+as.Form {
					files = append(files, editionFile{f, as, what == "statement"})
				}
			}
		}
	}
	return files
}

// fileSize writes how large a file is, as file managers do: "850 bytes", "48 kB", "1.2 MB".
func fileSize(l *language.Language, size int64) string {
	switch {
	case size < 1000:
		return l.N("%d byte", "%d bytes", int(size))
	case size < 999_500:
		return l.Number(int((size+500)/1000)) + " kB"
	default:
		return l.Tenths(int((size+50_000)/100_000)) + " MB"
	}
}
