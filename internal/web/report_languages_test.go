package web

import (
	"cmp"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/language/languagetest"
	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestReportsSpeakTheLanguageOfTheirPage(t *testing.T) {
	inReportWorld(t, map[string]func(*testing.T, *reportWorld){
		"nothing is left in English but what people wrote": nothingIsLeftInEnglish,
		"the statement is in the language":                 statementIsInTheLanguage,
		"its files are in the language":                    filesAreInTheLanguage,
	})
}

// speaking opens an address in a browser that asks for a language.
func (w *reportWorld) speaking(t *testing.T, tag, role, address string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	r.Header.Set("Accept-Language", tag)
	answer := w.do(role, r)
	if answer.Code != http.StatusOK {
		t.Fatalf("%s in %s for %q: %d", address, tag, role, answer.Code)
	}
	return answer.Body.String()
}

var (
	quotations = regexp.MustCompile(`“[^”]*”`)
	textWords  = regexp.MustCompile(`\pL{2,}`)
	// english are words that Indonesian does not have.
	english = regexp.MustCompile(`(?i)\b(the|and|of|was|were|is|are|by|with|for|not|has|had|to|from|on|at|items?|leads?|recorded|updates?|since|completed)\b`)
)

// saidIn are the texts of the main part of a page one by one, without quotations and what else people wrote.
func saidIn(page string, content []string) []string {
	var said []string
	for _, line := range regexp.MustCompile(`<[^>]*>`).Split(strings.NewReplacer("<strong>", "", "</strong>", "").Replace(page), -1) {
		line = quotations.ReplaceAllString(html.UnescapeString(line), "")
		for _, text := range content {
			if len(text) > 2 {
				line = strings.ReplaceAll(line, text, "·")
			}
		}
		if line = strings.TrimSpace(spaces.ReplaceAllString(line, " ")); textWords.MatchString(line) {
			said = append(said, line)
		}
	}
	return said
}

// reportPart is the report within its page, or the paragraph and what its sentences rest on.
func reportPart(page string) string {
	if _, document, is := strings.Cut(page, `<div class="document">`); is {
		document, _, _ = strings.Cut(document, "</main>")
		return document
	}
	_, statement, _ := strings.Cut(page, `<section aria-labelledby="paragraph">`)
	statement, _, _ = strings.Cut(statement, "</main>")
	return statement
}

func nothingIsLeftInEnglish(t *testing.T, w *reportWorld) {
	for _, role := range []string{"", "observer", "co_chair"} {
		content := []string{"JSON", "Markdown"}
		for _, rule := range workplan.CheckRules {
			content = append(content, rule.ID)
		}
		for _, ask := range []tracker.ReportRequest{{WithAnnex: true, WithCheck: true}, {WithAnnex: true, Since: tracker.When{AsOf: "2024-06-30"}},
			{WithAnnex: true, When: tracker.When{Meeting: "example-wg-4"}}} {
			content = append(content, languagetest.Written(w.report(t, role, ask))...)
		}
		slices.SortFunc(content, func(a, b string) int { return cmp.Compare(len(b), len(a)) }) // the longest first
		for _, address := range []string{reportAddress + "?annex=true&check=true", reportAddress + "?since=2024-06-30", reportAddress + "?as_of=meeting:example-wg-4&annex=true", statementAddress, statementAddress + "?since=2024-06-30"} {
			told := map[string]bool{}
			for _, line := range saidIn(reportPart(w.speaking(t, "en", role, address)), content) {
				told[line] = true
			}
			lines := saidIn(reportPart(w.speaking(t, "id", role, address)), content)
			if len(lines) < 10 && strings.Contains(address, "/report") {
				t.Fatalf("%s says only %q", address, lines)
			}
			for _, line := range lines {
				if told[line] && len(textWords.FindAllString(line, -1)) > 2 {
					t.Errorf("%s for %q says in Indonesian as in English: %q", address, role, line)
				}
				if word := english.FindString(line); word != "" {
					t.Errorf("%s for %q says %q in Indonesian: %q", address, role, word, line)
				}
			}
		}
	}
}

func statementIsInTheLanguage(t *testing.T, w *reportWorld) {
	r := w.report(t, "co_chair", tracker.ReportRequest{WithAnnex: true})
	in, of := report.NewStatement(r, language.Tagged("id")), report.NewStatement(r, language.English)
	if len(in.Sentences) != len(of.Sentences) || len(in.Sentences) == 0 {
		t.Fatalf("%d sentences in Indonesian, %d in English", len(in.Sentences), len(of.Sentences))
	}
	page := text(w.speaking(t, "id", "co_chair", statementAddress))
	for n, s := range in.Sentences {
		if s.Text == of.Sentences[n].Text || !strings.Contains(page, text(s.Text)) {
			t.Errorf("in Indonesian: %s\nin English: %s", s.Text, of.Sentences[n].Text)
		}
		if got, want := quotations.FindAllString(s.Text, -1), quotations.FindAllString(of.Sentences[n].Text, -1); len(got) != len(want) {
			t.Errorf("what leads wrote is not quoted alike: %q, %q", s.Text, of.Sentences[n].Text)
		}
	}
}

func filesAreInTheLanguage(t *testing.T, w *reportWorld) {
	const query = "?as_of=2025-11-05&annex=true"
	page := w.speaking(t, "id", "co_chair", reportAddress+query)
	files := append(linksIn(page, "/api/v1/plans/"+reportedPlan+"/report."), linksIn(w.speaking(t, "id", "co_chair", statementAddress), "/api/v1/plans/"+reportedPlan+"/report/statement?")...)
	if len(files) != len(report.Formats)+4 {
		t.Fatalf("the pages lead to %v", files)
	}
	for _, address := range files {
		if !strings.Contains(address, "language=id") {
			t.Errorf("%s is not asked for in Indonesian", address)
		}
		content := string(w.bytesOf(t, "co_chair", address))
		if contents, sections, _ := strings.Cut(fragmentIn(t, page), "</nav>"); strings.Contains(address, "/report.html?") && (!strings.Contains(content, contents) || !strings.Contains(content, sections)) {
			t.Error("the page of the API says something else")
		}
	}
	for _, address := range linksIn(w.page(t, "co_chair", reportAddress), "/api/v1/plans/") {
		if strings.Contains(address, "language=") {
			t.Errorf("the English page asks for %s", address)
		}
	}
}
