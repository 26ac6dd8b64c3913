package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// reading is a route, an address of it, and how many statements it may take.
type reading struct {
	route, path string
	most        int
}

// statements is how many statements each reading may take at most, the one that tells who asks among them.
var statements = []reading{
	{"/bodies", "/bodies", 2},
	{"/bodies/:body", "/bodies/wg", 2},
	{"/bodies/:body/memberships", "/bodies/wg/memberships", 3},
	{"/bodies/:body/memberships/:number", "/bodies/wg/memberships/1", 2},
	{"/members", "/members?q=land", 2},
	{"/members/:member", "/members/aland", 2},
	{"/meetings", "/meetings", 7},
	{"/meetings", "/meetings?member=aland", 8},
	{"/meetings/:meeting", "/meetings/wg-1", 7},
	{"/meetings/:meeting", "/meetings/wg-1?as_of=2024-02-20", 8},
	{"/meetings/:meeting/sessions", "/meetings/wg-1/sessions", 4},
	{"/meetings/:meeting/sessions/:number", "/meetings/wg-1/sessions/1", 4},
	{"/meetings/:meeting/agenda", "/meetings/wg-1/agenda", 4},
	{"/meetings/:meeting/agenda/:number", "/meetings/wg-1/agenda/1", 4},
	{"/meetings/:meeting/attendance", "/meetings/wg-1/attendance", 3},
	{"/meetings/:meeting/attendance/:number", "/meetings/wg-1/attendance/1", 3},
	{"/meetings/:meeting/decisions", "/meetings/wg-1/decisions", 4},
	{"/meetings/:meeting/decisions/:number", "/meetings/wg-1/decisions/1", 4},
	{"/meetings/:meeting/corrigenda", "/meetings/wg-1/corrigenda", 4},
	{"/meetings/:meeting/corrigenda/:number", "/meetings/wg-1/corrigenda/1", 4},
	{"/decisions", "/decisions", 4},
	{"/plans", "/plans", 2},
	{"/plans", "/plans?as_of=2024-02-01", 2},
	{"/plans/:plan", "/plans/{plan}", 2},
	{"/plans/:plan", "/plans/{plan}?as_of=meeting:wg-1", 3},
	{"/plans/:plan/report", "/plans/{plan}/report", 30},
	{"/plans/:plan/report", "/plans/{plan}/report?as_of=2024-02-01&annex=true", 25},
	{"/plans/:plan/report", "/plans/{plan}/report?since=meeting:wg-1", 34},
	{"/plans/:plan/report.:format", "/plans/{plan}/report.csv", 30},
	{"/plans/:plan/report/statement", "/plans/{plan}/report/statement", 30},
	{"/plans/:plan/editions", "/plans/{plan}/editions", 5},
	{"/plans/:plan/editions/:number", "/plans/{plan}/editions/1", 5},
	{"/plans/:plan/editions/:number/report.:format", "/plans/{plan}/editions/1/report.pdf", 6},
	{"/plans/:plan/editions/:number/statement.:format", "/plans/{plan}/editions/1/statement.md", 6},
	{"/plans/:plan/report", "/plans/{plan}/report?check=true&as_of=2024-02-01", 34},
	{"/plans/:plan/check", "/plans/{plan}/check", 38},
	{"/plans/:plan/amendments", "/plans/{plan}/amendments", 4},
	{"/plans/:plan/amendments/:number", "/plans/{plan}/amendments/1?as_of=2024-02-15", 5},
	{"/plans/:plan/revisions", "/plans/{plan}/revisions", 20},
	{"/plans/:plan/carry-over", "/plans/{plan}/carry-over", 9},
	{"/plans/:plan/waivers", "/plans/{plan}/waivers", 6},
	{"/plans/:plan/waivers/:number", "/plans/{plan}/waivers/1?as_of=2024-02-15", 9},
	{"/check-rules", "/check-rules", 1},
	{"/plans/:plan/objectives", "/plans/{plan}/objectives", 3},
	{"/plans/:plan/objectives/:number", "/plans/{plan}/objectives/1", 3},
	{"/plans/:plan/items", "/plans/{plan}/items?status=planned,in_progress&sort=due&q=item", 2},
	{"/plans/:plan/items", "/plans/{plan}/items?expand=members,latest_report", 4},
	{"/plans/:plan/items", "/plans/{plan}/items?expand=proposals", 8},
	{"/plans/:plan/items", "/plans/{plan}/items?as_of=2024-02-01", 4},
	{"/plans/:plan/items/:ref", "/plans/{plan}/items/1.1", 2},
	{"/plans/:plan/items/:ref", "/plans/{plan}/items/1.1?as_of=2024-02-01", 4},
	{"/plans/:plan/items/:ref/updates", "/plans/{plan}/items/1.1/updates", 4},
	{"/plans/:plan/items/:ref/updates/:number", "/plans/{plan}/items/1.1/updates/1", 3},
	{"/plans/:plan/items/:ref/history", "/plans/{plan}/items/1.1/history", 40},
	{"/items", "/items?sort=-updated&overdue=true", 2},
	{"/updates", "/updates", 3},
	{"/portfolio", "/portfolio", 9},
	{"/portfolio", "/portfolio?body=wg&audience=members", 9},
	{"/portfolio.:format", "/portfolio.csv", 9},
	{"/rounds", "/rounds", 3},
	{"/rounds", "/rounds?as_of=2024-02-15&state=open", 6},
	{"/rounds/:number", "/rounds/1", 8},
	{"/rounds/:number/returns", "/rounds/1/returns", 9},
	{"/rounds/:number/returns", "/rounds/1/returns?as_of=2024-02-15", 14},
	{"/rounds/:number/digests", "/rounds/1/digests?limit=200", 14},
	{"/rounds/:number/mails", "/rounds/1/mails", 6},
	{"/me/obligations", "/me/obligations", 2},
	{"/bodies/:body/proposal-windows", "/bodies/wg/proposal-windows", 4},
	{"/bodies/:body/proposal-windows/:number", "/bodies/wg/proposal-windows/1", 4},
	{"/proposals", "/proposals?q=proposal&sort=-supports", 7},
	{"/proposals", "/proposals?as_of=2024-02-20", 11},
	{"/proposals/similar", "/proposals/similar?title=Proposal%20of%20few&body=wg", 9},
	{"/proposals/:number", "/proposals/1", 8},
	{"/me", "/me", 3},
	{"/me/tokens", "/me/tokens", 2},
	{"/me/tokens/:token", "/me/tokens/{token}", 2},
	{"/users", "/users", 3},
	{"/users/:user", "/users/lead", 3},
	{"/users/:user/bindings", "/users/lead/bindings", 3},
	{"/audit", "/audit", 2},
	{"/deliverables", "/deliverables?plan={plan}&reached=published", 5},
	{"/deliverables", "/deliverables?plan={plan}&as_of=2024-02-25", 8},
	{"/plans/:plan/items/:ref/deliverables", "/plans/{plan}/items/1.1/deliverables", 8},
	{"/plans/:plan/items/:ref/deliverables/:number", "/plans/{plan}/items/1.1/deliverables/1", 8},
	{"/plans/:plan/items/:ref/deliverables/:number/stages", "/plans/{plan}/items/1.1/deliverables/1/stages", 10},
	{"/plans/:plan/items/:ref/deliverables/:number/stages/:entry", "/plans/{plan}/items/1.1/deliverables/1/stages/1", 10},
	{"/openings", "/openings?plan={plan}&state=open", 6},
	{"/plans/:plan/items/:ref/openings", "/plans/{plan}/items/1.1/openings", 9},
	{"/plans/:plan/items/:ref/openings/:number", "/plans/{plan}/items/1.1/openings/1", 9},
	{"/plans/:plan/items/:ref/openings/:number/offers", "/plans/{plan}/items/1.1/openings/1/offers", 11},
	{"/plans/:plan/items/:ref/openings/:number/offers/:member/:offer", "/plans/{plan}/items/1.1/openings/1/offers/oland/1", 11},
	{"/me/offers", "/me/offers?plan={plan}", 8},
}

func TestReadingsTakeFewStatementsHoweverMuchThereIs(t *testing.T) {
	for _, route := range (&API{}).routes() {
		if route.method == http.MethodGet && !slices.ContainsFunc(statements, func(r reading) bool { return r.route == route.path }) {
			t.Errorf("nobody counts the statements of GET %s", route.path)
		}
	}
	eachWorld(t, func(w *world) {
		s := theGroup(w).proposed().record("wg-1").adopted("wg-1").corrected("wg-1", "Here").busyPlan("few", 2)
		w.created("sec", "/rounds", `{"body":"wg","opens":"2024-02-01","due":"2024-12-01","closes":"2024-12-31","plans":["few","wg-2024"]}`)
		few := w.countStatements("few")
		s.busyPlan("many", 25)
		many := w.countStatements("many")
		for n, r := range statements {
			switch {
			case few[n] != many[n]:
				w.Errorf("GET %s takes %d statements where there is little, %d where there is much", r.path, few[n], many[n])
			case many[n] < 1 || many[n] > r.most:
				w.Errorf("GET %s takes %d statements, at most %d are allowed", r.path, many[n], r.most)
			}
		}
	})
}

// busyPlan adds an endorsed plan with so many items, each with two updates, led by a member of its own that has a focal point.
func (s *seed) busyPlan(code string, size int) *seed {
	s.Helper()
	name := func(n int) string { return fmt.Sprintf("%s-%02d", code, n) }
	for n := range size {
		s.member(name(n), "Land "+name(n)).standing(workplan.MembershipMember, name(n)).user("of-"+name(n)).speaksFor(name(n)).
			plan("idle-"+name(n), "wg", workplan.AudienceMembers).meeting("wg-"+name(n), "wg", 0, "2024-01")
	}
	s.plan(code, "wg", workplan.AudienceMembers)
	for n := range size {
		s.item(fmt.Sprintf("1.%d", n+1), ledBy(name(n)), due("2024-02"))
	}
	s.endorsed("2024-01-15")
	for n := range size {
		report := workplan.UpdateContent{Done: "Drafted.", Status: workplan.StatusInProgress, EffectiveOn: "2024-01-20"}
		s.reports("of-"+name(n), fmt.Sprintf("1.%d", n+1), report).reports("of-"+name(n), fmt.Sprintf("1.%d", n+1), workplan.UpdateContent{Done: "Circulated."})
	}
	for n := range size {
		path := "/plans/" + code + fmt.Sprintf("/items/1.%d", n+1)
		s.created("sec", path+"/deliverables", `{"title":"Guide","kind":"guide"}`)
		s.created("sec", path+"/deliverables/1/stages", `{"stage":"published","reached_on":"2024-02","meeting":"wg-1"}`)
		s.created("sec", path+"/openings", `{"kind":"host","sought":"A host."}`)
		s.created("sec", path+"/openings/1/offers", `{"member":"oland","offered":"A hall."}`)
		s.play(scenario{as: "sec", req: "POST " + path + "/openings/1/offers/oland/1/answer", body: `{"answer":"accepted"}`, want: 200})
	}
	s.created("sec", "/plans/"+code+"/editions", `{"audience":"members"}`)
	_, err := s.tracker.WaiveFinding(ctx, actor(s.as), code, workplan.NewWaiver{Rule: "no-expected-output", Subject: "item 1.1", Reason: "Agreed.", EffectiveOn: "2024-02-01"})
	s.must(err)
	_, err = s.tracker.AmendPlan(ctx, actor("chair"), code, nil, workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: "Agreed.", EffectiveOn: "2024-02-01"},
		Items: []workplan.ItemAmendment{{Ref: "1.1", Edit: func(c *workplan.ItemContent) error { c.Note = "Amended."; return nil }}}})
	s.must(err)
	s.proposals(code, size)
	return s
}

// proposals adds so many proposals of the plan's members, each supported, one of them accepted into a draft.
func (s *seed) proposals(code string, size int) {
	s.Helper()
	s.plan("next-"+code, "wg", workplan.AudienceMembers)
	for n := range size {
		member := fmt.Sprintf("%s-%02d", code, n)
		p, err := s.tracker.ProposeItem(ctx, actor("sec"), workplan.NewProposal{Body: "wg", ProposedBy: member, Meeting: "wg-1", ForPlan: "next-" + code, ProposedOn: "2024-02-15",
			AlthoughSimilarTo: workplan.List{code + "/1.1"}, ProposalContent: workplan.ProposalContent{Title: fmt.Sprintf("%d %s", 1000+n, code), Audience: workplan.AudienceMembers}})
		s.must(err)
		_, err = s.tracker.SupportProposal(ctx, actor("lead"), p.Number, workplan.NewSupport{})
		s.must(err)
		if n == 0 {
			_, err = s.tracker.AcceptProposal(ctx, actor("sec"), p.Number, nil, workplan.Acceptance{Decision: workplan.ProposalDecisionContent{Reason: "Agreed.", Plan: "next-" + code}})
			s.must(err)
		}
	}
}

// countStatements counts the statements of every reading, by a co-chair whose token was used within the hour.
func (w *world) countStatements(plan string) []int {
	w.Helper()
	w.send("chair", "GET", "/me", "")
	sent := storetest.CountStatements(w, w.store)
	counts := make([]int, len(statements))
	for n, r := range statements {
		path := strings.NewReplacer("{plan}", plan, "{token}", w.tokens["chair"][4:16]).Replace(r.path)
		sent()
		if a := w.send("chair", "GET", path, ""); a.StatusCode != http.StatusOK {
			w.Fatalf("GET %s: %d %s", path, a.StatusCode, a.text)
		}
		counts[n] = sent()
	}
	return counts
}
