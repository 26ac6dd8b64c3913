package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
)

const statementAddress = "/plans/" + reportedPlan + "/statement"

func TestTheStatementOnThePages(t *testing.T) {
	inReportWorld(t, map[string]func(*testing.T, *reportWorld){
		"the page says what the statement says, to everyone": statementIsTheTrackers,
		"every sentence leads to what it rests on":           sentencesLeadToTheirSources,
		"what is hidden is not stated":                       hiddenIsNotStated,
		"its files say the same":                             statementFilesSayTheSame,
		"nothing to state is said":                           nothingToState,
	})
}

func statementIsTheTrackers(t *testing.T, w *reportWorld) {
	for _, role := range everyRole {
		page := w.page(t, role, statementAddress)
		sound(t, page)
		said := text(page)
		s := report.NewStatement(w.report(t, role, tracker.ReportRequest{WithAnnex: true}), language.English)
		if len(s.Sentences) == 0 {
			t.Fatalf("there is nothing to state to %q", role)
		}
		if whole := text(strings.Join(s.Paragraphs(), " ")); !strings.Contains(said, whole) {
			t.Errorf("%q does not read the statement:\n%s\nin\n%s", role, whole, said)
		}
		for _, sentence := range s.Sentences {
			if !strings.Contains(said, text(sentence.Text)+" rests on") {
				t.Errorf("%q is not told on what this rests: %s", role, sentence.Text)
			}
		}
	}
	if answer := w.get(t, "reader", statementAddress+"?as_of=2199-01-01"); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(answer.Body.String(), `<form class="questions"`) {
		t.Errorf("a day to come: %d", answer.Code)
	}
}

func sentencesLeadToTheirSources(t *testing.T, w *reportWorld) {
	for _, query := range []string{"", "?as_of=meeting:example-wg-4&since=meeting:example-wg-3"} {
		page := w.page(t, "co_chair", statementAddress+query)
		sources := linksIn(page, "/plans/"+reportedPlan+"/items/")
		if len(sources) < 5 {
			t.Fatalf("%q leads to %d sources", query, len(sources))
		}
		for _, source := range sources {
			address, anchor, _ := strings.Cut(source, "#")
			if anchor == "" || !strings.Contains(w.page(t, "co_chair", address), ` id="`+anchor+`"`) {
				t.Errorf("%s is not there", source)
			}
			if query != "" && !strings.Contains(address, "as_of=meeting%3Aexample-wg-4") {
				t.Errorf("%s is not as of the statement's day", source)
			}
		}
	}
}

func hiddenIsNotStated(t *testing.T, w *reportWorld) {
	for role, sees := range map[string]bool{"": false, "reader": false, "observer": false, "lead": false, "admin": false, "secretariat": true, "co_chair": true} {
		page := w.page(t, role, statementAddress)
		if strings.Contains(page, hiddenTitle) != sees {
			t.Errorf("%q reads of what is for the chairs: %v", role, !sees)
		}
		if warned := strings.Contains(page, "Not for the public as it stands."); warned != (role != "" && role != "admin") {
			t.Errorf("%q is warned not to publish the statement: %v", role, warned)
		}
	}
	page := w.page(t, "co_chair", statementAddress+"?as_of=meeting:example-wg-4")
	public := linksIn(page, statementAddress+"?as_of=meeting%3Aexample-wg-4&audience=public")
	if len(public) != 1 || strings.Contains(w.page(t, "co_chair", public[0]), "Not for the public as it stands.") {
		t.Errorf("the statement for everyone is not one step away: %v", public)
	}
}

func statementFilesSayTheSame(t *testing.T, w *reportWorld) {
	page := w.page(t, "reader", statementAddress+"?as_of=2025-11-05&recorded=then&since=2024-06-30")
	files := linksIn(page, "/api/v1/plans/"+reportedPlan+"/report/statement?")
	if len(files) != 3 {
		t.Fatalf("the page leads to %v", files)
	}
	for _, address := range files {
		content := w.bytesOf(t, "reader", address)
		if !strings.Contains(address, "format=json") {
			continue
		}
		var told struct{ Sentences []struct{ Text string } }
		if err := json.Unmarshal(content, &told); err != nil || len(told.Sentences) == 0 {
			t.Fatalf("%v, %d sentences", err, len(told.Sentences))
		}
		for _, s := range told.Sentences {
			if !strings.Contains(text(page), text(s.Text)) {
				t.Errorf("the page lacks %q", s.Text)
			}
		}
	}
}

func nothingToState(t *testing.T, w *reportWorld) {
	page := w.page(t, "reader", statementAddress+"?as_of=2024-02-25&since=2024-02-25")
	if said := text(page); !strings.Contains(said, "Nothing was reported after 25 February 2024 and up to 25 February 2024") || strings.Contains(page, "<blockquote") {
		t.Errorf("where nothing was reported the page says: %s", said)
	}
}
