package web

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// textForm finds the texts that templates and code say: t "…", n "…" "…", .T("…"), .N("…", "…") and the labels of
// excerpts.
var textForm = regexp.MustCompile(`(?:\b[tn] |\.[TN]\(|said\{|label: )("(?:[^"\\]|\\.)*")(?:,? ?\s*("(?:[^"\\]|\\.)*"))?`)

// textsSaid lists every text that pages say in English, with the file in which it stands.
func textsSaid(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, name := range slices.Concat(globbed(t, "*.go"), globbed(t, "../language/*.go"), globbed(t, "templates/*.html")) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range textForm.FindAllStringSubmatch(string(content), -1) {
			last := found[1]
			if strings.HasPrefix(strings.ToLower(strings.TrimLeft(found[0], ".(")), "n") && found[2] != "" {
				last = found[2] // the text for many is the key of languages that have only one form
			}
			text, err := strconv.Unquote(last)
			if err != nil {
				t.Fatalf("%s: %s: %v", name, last, err)
			}
			texts[text] = name
		}
	}
	for text := range spoken() {
		texts[text] = "a table of words"
	}
	for text, file := range domainTexts(t) {
		if neverOnPages[text] == "" {
			texts[text] = file
		}
	}
	return texts
}

// spoken are the texts that stand in tables and are said by their value.
func spoken() map[string]bool {
	texts := map[string]bool{}
	for _, words := range [][]string{language.Words(), values(changeWords), values(historyWords), values(wayWords), values(phaseWords), values(mailWords), values(mailStateWords),
		values(fieldWords), values(scopeWords), values(doneTexts), values(severityWords), values(actWords), values(decisions), values(dispositionWords), values(windowWords),
		values(closingWords), values(offerWords), values(proposalActWords), values(auditActions)} {
		for _, w := range words {
			texts[w] = true
		}
	}
	for _, acts := range planActs {
		for _, a := range acts {
			texts[a.text] = true
		}
	}
	for _, s := range sections {
		texts[s.Text] = true
	}
	for _, w := range bodyWays {
		texts[w.text] = true
	}
	for _, r := range refusals {
		texts[r.title], texts[r.next] = true, true
	}
	for _, a := range proposalActs {
		texts[a.Text], texts[a.Title], texts[a.Says] = true, true, true
	}
	for _, w := range wordsWithin() {
		texts[w] = true
	}
	for _, r := range workplan.CheckRules {
		texts[r.Title], texts[r.Why], texts[r.Do] = true, true, true
	}
	for _, o := range auditObjects {
		texts[o.said] = true
	}
	delete(texts, "%s") // a name alone is no text
	for _, w := range glossary {
		texts[w.Word], texts[w.Means] = true, true
	}
	for _, k := range searchKinds {
		texts[k.Text] = true
	}
	for _, d := range downloads {
		texts[d.Name], texts[d.Use] = true, true
	}
	for _, fact := range factsOf {
		texts[fact.text] = true
	}
	for _, c := range slices.Concat(planPage{}.Columns(), planPage{}.Onlys(), roundPage{}.Onlys()) {
		texts[c.Text] = true
	}
	return texts
}

func values[K comparable](m map[K]string) []string { return slices.Collect(maps.Values(m)) }

func globbed(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %v", pattern, names, err)
	}
	return names
}

// TestEveryTextIsSaidInEveryLanguage: a text without a translation is shown in English, and one that nobody says is dead.
func TestEveryTextIsSaidInEveryLanguage(t *testing.T) {
	t.Parallel()
	english := textsSaid(t)
	if len(english) < 200 {
		t.Fatalf("only %d texts found", len(english))
	}
	for _, l := range language.All[1:] {
		texts, reports := l.Texts(), ofReports(t, l)
		for _, text := range slices.Sorted(maps.Keys(english)) {
			if _, there := texts[text]; !there {
				t.Errorf("%s: not in %s: %q", english[text], l.Tag, text)
			}
		}
		for text, translated := range texts {
			if _, there := english[text]; !there && !reports[text] {
				t.Errorf("in %s, and said nowhere: %q", l.Tag, text)
			}
			if !fits(text, translated) {
				t.Errorf("%s: %q has other places for values than %q", l.Tag, translated, text)
			}
		}
	}
}

// ofReports are the texts of a language that stand with those of reports: package report finds those among them that nobody says.
func ofReports(t *testing.T, l *language.Language) map[string]bool {
	t.Helper()
	content, err := os.ReadFile("../language/texts/" + l.Tag + "/report.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for text := range texts {
		own[text] = true
	}
	return own
}

func TestEveryTemplateIsAPage(t *testing.T) {
	t.Parallel()
	sets := loadTemplates(loadStatic())
	entries, err := fs.ReadDir(templateFiles, "templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range language.All {
		for _, entry := range entries {
			name := strings.TrimSuffix(entry.Name(), ".html")
			set := sets[l.Tag]()
			if page := set.Lookup(name+" page") != nil && set.Lookup(name+" title") != nil; page == (name == "frame" || strings.HasPrefix(name, "part_")) {
				t.Errorf("%s in %s: a page is that, or frame, or a part", name, l.Tag)
			}
		}
	}
}

// TestWhatIsExplainedIsATerm: no page explains a word that the help does not have.
func TestWhatIsExplainedIsATerm(t *testing.T) {
	t.Parallel()
	found := 0
	for _, name := range globbed(t, "templates/*.html") {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range regexp.MustCompile(`\(explain "([^"]*)"`).FindAllStringSubmatch(string(content), -1) {
			found++
			if _, err := explain(key[1]); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if found < 10 {
		t.Errorf("%d explanations", found)
	}
}

// byUser finds the fields of records that hold user names; a member, or the way by which, is no user.
var (
	byUser  = regexp.MustCompile(`(?m)^\t(\w*By) +string\b`)
	toldBy  = regexp.MustCompile(`([$.\w]*) ?\(?([$\w.]*\.(\w*By))\b`)
	noUsers = []string{"ProposedBy", "StatusSetBy"}
)

// TestTemplatesNamePeopleAndNotUserNames: who made, decided, issued or withdrew something is only told by what the person is called.
func TestTemplatesNamePeopleAndNotUserNames(t *testing.T) {
	t.Parallel()
	var users []string
	for _, name := range globbed(t, "../workplan/*.go") {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range byUser.FindAllStringSubmatch(string(content), -1) {
			if !slices.Contains(noUsers, field[1]) {
				users = append(users, field[1])
			}
		}
	}
	for _, field := range []string{"MadeBy", "WithdrawnBy", "RecordedBy", "IssuedBy", "DecidedBy", "ReportedBy", "By"} {
		if !slices.Contains(users, field) {
			t.Errorf("%s is no longer found among the fields that hold user names", field)
		}
	}
	told := 0
	for _, name := range globbed(t, "templates/*.html") {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, use := range toldBy.FindAllStringSubmatch(string(content), -1) {
			switch before := use[1]; {
			case !slices.Contains(users, use[3]) || use[0] == "$d.By": // which is a way to the audit of a person
			case strings.HasSuffix(before, ".Person"):
				told++
			case !slices.Contains([]string{"if", "and", "or", "not"}, before):
				t.Errorf("%s shows a user name: %s", name, use[0])
			}
		}
	}
	if told < 8 {
		t.Errorf("%d people are named", told)
	}
}
