package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/browsertest"
	"fwptracker/internal/web"
)

// coursePath is an item with a deliverable, an opening and an offer; the others are a plan that runs, a draft, and a meeting whose record is not adopted.
const (
	coursePath  = "/plans/example-wg-2024-26/items/2.3"
	runningPath = "/plans/example-wg-2024-26"
	draftPath   = "/plans/example-wg-2027-29"
	meetingPath = "/meetings/example-wg-4"
)

// everyPage is each page of the service, by the role that sees most of it.
var everyPage = map[string][]string{
	"": {"/sign-in", "/help", "/plans"},
	"lead": {"/", "/account", trainingPath + "/report", trainingPath + "/report?corrects=5", trainingPath, "/nothing-here", coursePath + "/openings/new", coursePath + "/openings/1",
		coursePath + "/openings/1/edit", coursePath + "/openings/1/close", coursePath + "/openings/1/offers/farrowen/1/answer",
		trainingPath + "/deliverables/new", coursePath + "/deliverables/1/edit", coursePath + "/deliverables/1/remove", coursePath + "/deliverables/1/stages/new",
		"/proposals/3/support", "/proposals/7/take-back"},
	"observer": {"/", coursePath + "/openings/1/offers/new", "/proposals/3/edit", "/proposals/3/withdraw"},
	"secretariat": {"/rounds", "/rounds/new", "/rounds/2", "/rounds/2/edit", "/rounds/2/end", "/rounds/2/remind", "/rounds/2/mails", "/audit", "/audit/verify",
		coursePath + "/openings/1/offers/farrowen/1/take-back"},
	"co_chair": {"/", "/search?q=training", "/plans/new", "/plans/wg-tip-2021-23", "/plans/example-wg-2021-23/reopen",
		runningPath, runningPath + "?as_of=meeting:example-wg-4&recorded=then", runningPath + "/check", runningPath + "/check/waive?rule=no-report&subject=item+1.3", runningPath + "/check/waivers/1/withdraw",
		runningPath + "/changes?since=meeting:example-wg-4", runningPath + "/report?since=meeting:example-wg-4&annex=true", runningPath + "/statement", runningPath + "/editions", runningPath + "/editions/1",
		runningPath + "/amendments", runningPath + "/amend", runningPath + "/amend/plan", runningPath + "/amend/objectives/1", runningPath + "/amend/items/1.1", runningPath + "/amend/withdraw/1.1",
		runningPath + "/carry-over", runningPath + "/close", runningPath + "/items/1.1/decide",
		draftPath, draftPath + "/draft", draftPath + "/edit", draftPath + "/remove", draftPath + "/endorse", draftPath + "/objectives/new", draftPath + "/objectives/1/edit", draftPath + "/objectives/1/remove",
		draftPath + "/items/new", draftPath + "/items/2.1/edit", draftPath + "/items/2.1/remove",
		"/meetings", "/meetings/new", meetingPath, meetingPath + "/edit", "/meetings/example-wg-5/attendance/new?came=all", meetingPath + "/attendance/1/edit", meetingPath + "/attendance/1/remove",
		meetingPath + "/sessions/new", meetingPath + "/sessions/1/edit", meetingPath + "/sessions/1/remove", meetingPath + "/agenda/new", meetingPath + "/agenda/1/edit", meetingPath + "/agenda/1/remove",
		meetingPath + "/decisions/new", meetingPath + "/decisions/1/edit", meetingPath + "/decisions/1/remove", meetingPath + "/adopt", "/meetings/example-wg-2/corrigenda/new",
		"/members", "/members/delmara", "/members/delmara/edit", "/bodies", "/bodies/example-wg", "/bodies/example-wg/memberships/new", "/bodies/example-wg/memberships/1/edit",
		"/proposals", "/proposals/3", "/proposals/3/accept", "/proposals/new?body=example-wg&title=Exchange+of+staff",
		"/bodies/example-wg/proposal-windows", "/bodies/example-wg/proposal-windows/new", "/bodies/example-wg/proposal-windows/1/edit"},
	"admin": {"/", "/users", "/users/new", "/users/demo.lead", "/users/demo.lead/edit", "/users/demo.lead/roles/1/end", "/bodies/new", "/bodies/example-wg/edit", "/members/new"},
}

// notListed are addresses at which there is no page, as they lead on at once or serve files, and those that only a new link, or the way back from a
// provider, opens.
var notListed = []string{"/sign-in/provider", "/sign-in/provider/back", "/static/:file", "/welcome", "/account/confirm"}

// TestEveryPageKeepsNobodyOut looks at every page as those see it who see most of it: in both schemes axe finds nothing, nothing fails, goes to another
// host or is wider than its window.
func TestEveryPageKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	b, there := browsertest.Start(t)
	if !there {
		return
	}
	e, tokens := demoDatabase(t)
	o := office{serving(t, e, "--anonymous-read", "true", "--anonymous-limit", "0", "--token-limit", "0"), t, b}
	for path, body := range map[string]string{"/editions": `{"audience":"members"}`, "/waivers": `{"rule":"no-report","subject":"item 2.2","reason":"Told at the meeting."}`} {
		if resp, said := ask(t, "POST", o.url+"/api/v1"+runningPath+path, body, "Authorization", "Bearer "+tokens["co_chair"], "Content-Type", "application/json"); resp.StatusCode != http.StatusCreated {
			t.Fatalf("%s: %d %s", path, resp.StatusCode, said)
		}
	}
	admin := o.signIn(userOf("admin"), true)
	admin.Go(o.url + "/users/" + userOf("reader"))
	admin.Press("form[action$='/link'] button")
	link := strings.TrimPrefix(browsertest.Ask[string](admin, "document.querySelector('#link-text code').textContent"), o.url)
	looked, found := 0, 0
	for role, paths := range everyPage {
		if role == "" {
			paths = append(slices.Clone(paths), link)
		}
		p := o.visitor(true)
		if role != "" {
			p = o.signIn(userOf(role), true)
		}
		for n, path := range paths {
			want := int64(http.StatusOK)
			if path == "/nothing-here" {
				want = http.StatusNotFound
			}
			if status := p.Go(o.url + path); status != want || p.Address() != o.url+path {
				t.Errorf("as %q %s: %d at %s", role, path, status, p.Address())
			}
			looked++
			found += barriersOn(t, p, path, n)
		}
		notFound := func(fault string) bool { return strings.Contains(fault, "/nothing-here") }
		if faults := slices.DeleteFunc(p.Faults(), notFound); len(faults) > 0 {
			t.Errorf("as %q: %q", role, faults)
		}
	}
	for n, made := range madePages {
		p := o.signIn(userOf(made.role), true)
		made.by(o, p)
		o.shows(p, made.shows)
		looked++
		found += barriersOn(t, p, made.shows, n)
		p.Close()
	}
	t.Logf("axe found %d on %d pages", found, looked)
}

// madePages are those that answer what is sent.
var madePages = []struct {
	role, shows string
	by          func(o office, p *browsertest.Page)
}{
	{"lead", "Preview of your report on 2.1", func(o office, p *browsertest.Page) {
		p.Go(o.url + trainingPath + "/report")
		p.Type("#done", "Twelve trainers.")
		p.Press("button.main[value=preview]")
	}},
	{"lead", "You were signed out, so this was not sent.", func(o office, p *browsertest.Page) {
		p.Go(o.url + trainingPath + "/report")
		p.Type("#done", "Twelve trainers.")
		p.Forget("fwp_session")
		p.Press("button[value=post]")
	}},
	{"co_chair", "Nothing is done yet.", func(o office, p *browsertest.Page) {
		p.Go(o.url + runningPath + "/carry-over")
		p.Press("button.main[value=preview]")
	}},
	{"co_chair", "It would make revision", func(o office, p *browsertest.Page) {
		p.Go(o.url + runningPath + "/amend/items/1.1")
		p.Type("#expected_output", "Two issues a year")
		p.Press("button.main")
		p.Type("#reason", "The meeting asked for figures.")
		p.Press("button.main[value=preview]")
	}},
	{"co_chair", "before it is issued", func(o office, p *browsertest.Page) {
		p.Go(o.url + runningPath + "/editions")
		p.Choose("#audience", "members")
		p.Press("button.main[value=preview]")
	}},
	{"co_chair", "Corrigendum", func(o office, p *browsertest.Page) {
		p.Go(o.url + "/meetings/example-wg-2/corrigenda/new")
		p.Type("#place", " (harbour)")
		p.Type("#reason", "The place was misspelt.")
		p.Press("button.main[value=preview]")
	}},
}

// barriersOn looks at the page that is open in a narrow dark and a wide light window, in turn the one or the other first, and counts what axe finds.
func barriersOn(t *testing.T, p *browsertest.Page, path string, n int) (found int) {
	t.Helper()
	views := []browsertest.View{{Width: 1280}, {Width: 390, Dark: true}}
	for m := range views {
		v := views[(n+m)%2]
		p.Look(v)
		if wider := p.Overflow(); wider > 0 {
			t.Errorf("%s on %s is wider than its window by %d px", path, v.Name(), wider)
		}
		for _, barrier := range p.Barriers() {
			found++
			t.Errorf("%s on %s: %s", path, v.Name(), barrier)
		}
	}
	return found
}

// TestEveryPageIsLookedAt: no page is left out of those that are looked at.
func TestEveryPageIsLookedAt(t *testing.T) {
	t.Parallel()
	pages := web.New(web.Config{Now: time.Now}).(*echo.Echo)
	lookedAt := map[string]bool{}
	for _, paths := range everyPage {
		for _, path := range paths {
			path, _, _ = strings.Cut(path, "?")
			at := pages.NewContext(nil, nil)
			pages.Router().Find(http.MethodGet, path, at)
			lookedAt[at.Path()] = true
		}
	}
	for _, r := range pages.Routes() {
		if r.Method == http.MethodGet && r.Name != "way back" && !lookedAt[r.Path] && !slices.Contains(notListed, r.Path) {
			t.Errorf("nobody looks at %s", r.Path)
		}
	}
}
