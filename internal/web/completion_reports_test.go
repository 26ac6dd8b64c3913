package web

import (
	"bytes"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const reportAddress = "/plans/" + reportedPlan + "/report"

func TestTheReportOnThePages(t *testing.T) {
	inReportWorld(t, map[string]func(*testing.T, *reportWorld){
		"the page says what the tracker says, to everyone": reportIsTheTrackers,
		"what is hidden is not on the page":                hiddenIsNotReported,
		"each address has its own answer":                  addressesAreAnsweredApart,
		"every download says the same":                     downloadsSayTheSame,
		"the address is plain":                             addressIsPlain,
		"wrong questions come back with the form":          wrongQuestionsComeBack,
		"the charts turn in the dark":                      chartsTurnInTheDark,
		"the plan's page leads here":                       planLeadsToItsReports,
	})
}

func fragmentOf(t *testing.T, r workplan.CompletionReport) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteFragment(&b, r, language.English); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func reportIsTheTrackers(t *testing.T, w *reportWorld) {
	items := map[string]int{}
	for _, role := range everyRole {
		r := w.report(t, role, tracker.ReportRequest{})
		page := w.page(t, role, reportAddress)
		if !strings.Contains(page, fragmentOf(t, r)) {
			t.Errorf("what %q is shown is not the report that the tracker makes for them", role)
		}
		sound(t, page)
		items[role] = r.Headline.Items
	}
	if items[""] >= items["reader"] || items["reader"] >= items["co_chair"] {
		t.Errorf("the demonstration does not tell readers apart: %v", items)
	}
	if answer := w.get(t, "co_chair", "/plans/no-such-plan/report"); answer.Code != http.StatusNotFound {
		t.Errorf("a plan that is not there: %d", answer.Code)
	}
}

func hiddenIsNotReported(t *testing.T, w *reportWorld) {
	for role, sees := range map[string]bool{"": false, "reader": false, "observer": false, "lead": false, "admin": false, "secretariat": true, "co_chair": true} {
		for _, address := range []string{reportAddress, reportAddress + "?annex=true&check=true&since=2024-06-30"} {
			if page := w.page(t, role, address); strings.Contains(page, hiddenTitle) != sees || strings.Contains(page, hiddenWords) != sees {
				t.Errorf("%s for %q: what is for the chairs stands there: %v", address, role, !sees)
			}
		}
	}
	for _, audience := range []string{"members", "public"} {
		if page := w.page(t, "co_chair", reportAddress+"?annex=true&audience="+audience); strings.Contains(page, hiddenTitle) || strings.Contains(page, hiddenWords) {
			t.Errorf("the report for %s says what is for the chairs", audience)
		}
	}
}

// addressesAreAnsweredApart opens the report with more, with less, and as of another time: no answer is taken for another's.
func addressesAreAnsweredApart(t *testing.T, w *reportWorld) {
	at := tracker.When{Meeting: "example-wg-4"}
	for query, ask := range map[string]tracker.ReportRequest{
		"":                            {},
		"?annex=true":                 {WithAnnex: true},
		"?check=true":                 {WithCheck: true},
		"?audience=public":            {Scope: workplan.ReportScope{Audience: workplan.AudiencePublic}},
		"?since=2025-06-30":           {Since: tracker.When{AsOf: "2025-06-30"}},
		"?as_of=meeting:example-wg-4": {When: at},
		"?annex=true&as_of=meeting:example-wg-4&since=meeting:example-wg-3": {When: at, Since: tracker.When{Meeting: "example-wg-3"}, WithAnnex: true},
	} {
		for range 2 { // made, and kept
			if !strings.Contains(w.page(t, "co_chair", reportAddress+query), fragmentOf(t, w.report(t, "co_chair", ask))) {
				t.Errorf("%q shows another report", query)
			}
		}
	}
	then := w.page(t, "co_chair", reportAddress+"?as_of=2025-11-05&recorded=then")
	now := w.page(t, "co_chair", reportAddress+"?as_of=2025-11-05")
	if !strings.Contains(text(then), "From what was recorded by 5 November 2025") || strings.Contains(text(now), "From what was recorded by 5 November 2025") {
		t.Error("what was recorded later is not told apart")
	}
}

func downloadsSayTheSame(t *testing.T, w *reportWorld) {
	query := "?as_of=2025-11-05&recorded=then&since=meeting:example-wg-3&audience=members&annex=true&check=true"
	page := w.page(t, "co_chair", reportAddress+query)
	addresses := linksIn(page, "/api/v1/plans/"+reportedPlan+"/report.")
	if len(addresses) != len(report.Formats)+1 {
		t.Fatalf("the page leads to %d forms: %v", len(addresses), addresses)
	}
	for _, address := range addresses {
		content := w.bytesOf(t, "co_chair", address)
		if len(content) < 1000 {
			t.Errorf("%s has %d bytes", address, len(content))
		}
		if !strings.Contains(address, "/report.html?") {
			continue
		}
		contents, sections, _ := strings.Cut(fragmentIn(t, page), "</nav>")
		if whole := string(content); !strings.Contains(whole, contents) || !strings.Contains(whole, sections) {
			t.Error("the page of the API says something else")
		}
	}
}

// fragmentIn is the report in its page.
func fragmentIn(t *testing.T, page string) string {
	t.Helper()
	_, after, begins := strings.Cut(page, `<div class="document">`+"\n")
	fragment, _, ends := strings.Cut(after, "\n</div>\n\n\n</main>")
	if !begins || !ends {
		t.Fatalf("there is no report in the page: %v %v", begins, ends)
	}
	return fragment
}

func addressIsPlain(t *testing.T, w *reportWorld) {
	for sent, plain := range map[string]string{
		"?as_of=&on=&since=&since_on=&audience=":                            "?",
		"?as_of=&on=2025-05-01&since=meeting:example-wg-3&since_on=":        "?as_of=2025-05-01&since=meeting%3Aexample-wg-3",
		"?as_of=meeting:example-wg-4&on=&recorded=then&annex=true&since=":   "?annex=true&as_of=meeting%3Aexample-wg-4&recorded=then",
		"?as_of=&since_on=2025-01-01&on=&since=&audience=public&check=true": "?audience=public&check=true&since=2025-01-01",
	} {
		if answer := w.get(t, "reader", reportAddress+sent); answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != reportAddress+plain {
			t.Errorf("%s: %d %s", sent, answer.Code, answer.Header().Get("Location"))
		} else {
			w.page(t, "reader", reportAddress+plain)
		}
	}
}

func wrongQuestionsComeBack(t *testing.T, w *reportWorld) {
	for query, says := range map[string]string{
		"?as_of=2025-13-01":                         "As it was at",
		"?as_of=2199-01-01":                         "As it was at",
		"?as_of=meeting:example-wg-4&on=2025-01-01": "name the meeting or the day, not both",
		"?since=2026-06-01&as_of=2025-01-01":        "lies after the date of the report",
		"?audience=chairs":                          "For whom",
		"?audience=nobody":                          `there is no audience "nobody"`,
		"?as_of=meeting:no-such-meeting":            "As it was at",
	} {
		answer := w.get(t, "reader", reportAddress+query)
		page := answer.Body.String()
		if said := text(page); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(said, "This cannot be answered") || !strings.Contains(said, says) {
			t.Errorf("%s: %d, and it does not say %q", query, answer.Code, says)
		}
		if !strings.Contains(page, `<form class="questions"`) || strings.Contains(page, `<div class="document"`) {
			t.Errorf("%s: the form is not shown, or a report is", query)
		}
		sound(t, page)
	}
	for role, offered := range map[string][]string{"": {"public"}, "reader": {"public", "members"}, "co_chair": {"public", "members", "chairs"}} {
		page := w.page(t, role, reportAddress)
		for _, audience := range workplan.Audiences {
			want := strings.Contains(strings.Join(offered, " "), string(audience))
			if strings.Contains(page, `<option value="`+string(audience)+`"`) != want {
				t.Errorf("%q is offered the report for %s: %v", role, audience, !want)
			}
			if answer := w.get(t, role, reportAddress+"?audience="+string(audience)); (answer.Code == http.StatusOK) != want {
				t.Errorf("%q asks for the report for %s: %d", role, audience, answer.Code)
			}
		}
	}
}

func planLeadsToItsReports(t *testing.T, w *reportWorld) {
	moment := "?as_of=2025-11-05&recorded=then"
	page := w.page(t, "reader", "/plans/"+reportedPlan+moment)
	for _, address := range []string{"/report" + moment, "/statement" + moment, "/editions"} {
		if found := linksIn(page, "/plans/"+reportedPlan+address); len(found) != 1 {
			t.Errorf("the plan leads to %s: %v", address, found)
		} else {
			w.page(t, "reader", found[0])
		}
	}
}

// chartsTurnInTheDark: the style sheet turns colours of the charts by their values; each of them is one that the charts have.
func chartsTurnInTheDark(t *testing.T, w *reportWorld) {
	style, err := os.ReadFile("static/report.css")
	if err != nil {
		t.Fatal(err)
	}
	page := fragmentOf(t, w.report(t, "co_chair", tracker.ReportRequest{}))
	turned := regexp.MustCompile(`\.document (\w+)\[(fill|stroke)="(#[0-9a-f]+)"\]`).FindAllStringSubmatch(string(style), -1)
	if len(turned) < 6 {
		t.Errorf("the style sheet turns %d colours", len(turned))
	}
	for _, m := range turned {
		if !regexp.MustCompile(`<` + m[1] + `[^>]* ` + m[2] + `="` + m[3] + `"`).MatchString(page) {
			t.Errorf("no chart has a %s with %s %s", m[1], m[2], m[3])
		}
	}
}
