package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestTheFactsAreReadStrictly(t *testing.T) {
	t.Parallel()
	if _, err := readFacts([]byte(`{"participants":[{"name":"Aldoria","anthem":"-"}]}`)); err == nil {
		t.Error("a field that is not known is taken")
	}
	f, err := readFacts(factsFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Participants {
		if memberKinds[p.Kind] == "" || membershipRoles[p.Role] == "" {
			t.Errorf("%s: kind %q or role %q is not mapped", p.Name, p.Kind, p.Role)
		}
	}
	for _, p := range f.Plans {
		if endorsements[p.Title].code == "" {
			t.Errorf("plan %q is not mapped", p.Title)
		}
		for _, o := range p.Objectives {
			if titleBases[o.TitleBasis] == "" {
				t.Errorf("objective %q: %q is not put into words", o.Title, o.TitleBasis)
			}
		}
		for _, i := range p.Items {
			if titleBases[i.TitleBasis] == "" || planLinks[i.PlanLink] == "" {
				t.Errorf("item %q: %q or %q is not put into words", i.Title, i.TitleBasis, i.PlanLink)
			}
		}
	}
}

// TestNoRealNameIsInvented keeps the fictional members clear of the register of real ones.
func TestNoRealNameIsInvented(t *testing.T) {
	t.Parallel()
	for code := range focalPoints {
		if bytes.Contains(bytes.ToLower(factsFile), []byte(code)) {
			t.Errorf("%s is named in the facts", code)
		}
	}
}

// factsAreAllThere reconciles the store with the facts: each participant, meeting, plan, objective and item, with its status.
func factsAreAllThere(t *testing.T, l loaded) {
	ctx := t.Context()
	for _, p := range l.facts.Participants {
		m, err := l.Member(ctx, l.reader, p.code())
		if err != nil || m.Name != p.Name || m.ShortName != p.ShortName || m.Kind != memberKinds[p.Kind] {
			t.Errorf("participant %s: %+v, %v", p.Name, m, err)
		}
		standings, err := l.ListMemberships(ctx, l.reader, "wg-tip", l.Today(), workplan.Page{Limit: 100})
		if n := countOf(standings.Rows, func(m workplan.Membership) bool { return m.Member == p.code() && m.Role == membershipRoles[p.Role] }); err != nil || n != 1 {
			t.Errorf("participant %s has %d standings as %s today, %v", p.Name, n, p.Role, err)
		}
	}
	for _, b := range l.facts.Bodies {
		standings, err := l.ListMemberships(ctx, l.reader, slug(b.ShortName), l.Today(), workplan.Page{Limit: 100})
		if n := countOf(standings.Rows, func(m workplan.Membership) bool { return m.Role == workplan.MembershipCoChair }); err != nil || n != len(b.CoChairs) {
			t.Errorf("%s has %d co-chairs, %v", b.ShortName, n, err)
		}
	}
	for _, m := range l.facts.Meetings {
		kept, err := l.Meeting(ctx, l.reader, m.code(), tracker.When{})
		starts := m.StartDate + m.WindowStart
		if err != nil || kept.Name != m.Name || kept.Number != m.Number || kept.Starts != starts || kept.Ends != m.EndDate+m.WindowEnd || kept.Place != m.Place {
			t.Errorf("meeting %s: %+v, %v", m.Name, kept, err)
		}
	}
	all, err := l.ListMeetings(ctx, l.reader, workplan.MeetingFilter{}, workplan.Page{Limit: 200}, tracker.When{})
	if found := countOf(all.Rows, func(m tracker.MeetingReading) bool { return m.Body != ExampleWG }); err != nil || found != len(l.facts.Meetings) {
		t.Errorf("%d real meetings, want %d; %v", found, len(l.facts.Meetings), err)
	}
	for _, p := range l.facts.Plans {
		l.planIsThere(t, p)
	}
}

func (l loaded) planIsThere(t *testing.T, p plan) {
	t.Helper()
	code := endorsements[p.Title].code
	kept, err := l.Plan(t.Context(), l.reader, code, tracker.When{})
	if err != nil || kept.Title != p.Title || kept.PeriodStart != p.PeriodStart || kept.PeriodEnd != p.PeriodEnd || kept.Audience != workplan.AudiencePublic {
		t.Errorf("plan %s: %+v, %v", p.Title, kept, err)
	}
	if p.EndorsedAt != "" {
		if m, err := l.Meeting(t.Context(), l.reader, kept.EndorsedMeeting, tracker.When{}); err != nil || m.Name != p.EndorsedAt {
			t.Errorf("plan %s was endorsed at %q, %v", p.Title, m.Name, err)
		}
	}
	if kept.Status != workplan.PlanEndorsed {
		t.Errorf("plan %s is %s", p.Title, kept.Status)
	}
	objectives, err := l.Objectives(t.Context(), l.reader, code, tracker.When{})
	if err != nil || len(objectives) != len(p.Objectives) {
		t.Errorf("plan %s has %d objectives, want %d; %v", p.Title, len(objectives), len(p.Objectives), err)
	}
	for n, o := range objectives {
		if o.Title != p.Objectives[n].Title || p.Objectives[n].Order != 0 && o.Number != p.Objectives[n].Order {
			t.Errorf("plan %s, objective %d is %q", p.Title, o.Number, o.Title)
		}
	}
	items := l.itemsOf(t, workplan.ItemFilter{Plan: list{code}})
	if len(items) != len(p.Items) {
		t.Fatalf("plan %s has %d items, want %d", p.Title, len(items), len(p.Items))
	}
	for n, i := range p.Items {
		want := i.Status
		if want == "" {
			want = workplan.StatusPlanned
		}
		if items[n].Title != i.Title || items[n].Status != want || i.CompletedOn != "" && items[n].CompletedOn != i.CompletedOn {
			t.Errorf("plan %s, item %q is %s on %q, want %s on %q", p.Title, items[n].Title, items[n].Status, items[n].CompletedOn, want, i.CompletedOn)
		}
		if i.Status == "" && items[n].LatestUpdate != 0 {
			t.Errorf("plan %s, item %q has an update without a known status", p.Title, i.Title)
		}
	}
}

// inOtherWords are the facts that are kept as a value or in words of ours; the other tests hold them.
var inOtherWords = []string{"kind", "role", "title_basis", "plan_link", "status", "body", "endorsed_at", "participants.short_name", "plans.action_items.stages.stage"}

// factsKeepTheirText: every text and date of the facts, but those knowingly unused, is found in some record of the store.
func factsKeepTheirText(t *testing.T, l loaded) {
	kept := l.text(t)
	var root any
	if err := json.Unmarshal(factsFile, &root); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	leaves(root, "", func(path, text string) {
		for unused := range unusedFacts {
			if path == unused || strings.HasPrefix(path, unused+".") {
				used[unused] = true
				return
			}
		}
		last := path[strings.LastIndex(path, ".")+1:]
		if slices.Contains(inOtherWords, last) || slices.Contains(inOtherWords, path) {
			return
		}
		asSentence := strings.ToUpper(text[:1]) + text[1:]
		if !strings.Contains(kept, quoted(source(text))) && !strings.Contains(kept, quoted(asSentence)) {
			t.Errorf("%s: %q is nowhere in the store", path, text)
		}
	})
	for unused := range unusedFacts {
		if !used[unused] {
			t.Errorf("the facts have no %s any more", unused)
		}
	}
}

// text is everything that the store says of the real bodies, as one text.
func (l loaded) text(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	write := func(v any, err error) {
		if err == nil {
			err = json.NewEncoder(&b).Encode(v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	page := workplan.Page{Limit: 500}
	write(l.ListProposals(t.Context(), l.reader, workplan.ProposalFilter{Body: list{"wg-tip"}}, page, tracker.When{}))
	for _, body := range l.facts.allBodies() {
		write(l.Body(t.Context(), l.reader, body.Code))
		write(l.ListMemberships(t.Context(), l.reader, body.Code, "", page))
		write(l.ListMeetings(t.Context(), l.reader, workplan.MeetingFilter{Body: list{body.Code}}, page, tracker.When{}))
		write(l.updatesOf(t, workplan.UpdateFilter{Body: list{body.Code}}), nil)
		write(l.ListDeliverables(t.Context(), l.reader, workplan.DeliverableFilter{Body: list{body.Code}}, page, tracker.When{}))
		write(l.itemsOf(t, workplan.ItemFilter{Body: list{body.Code}}), nil)
	}
	for _, p := range l.facts.Plans {
		code := endorsements[p.Title].code
		write(l.Plan(t.Context(), l.reader, code, tracker.When{}))
		write(l.Objectives(t.Context(), l.reader, code, tracker.When{}))
	}
	write(l.ListMembers(t.Context(), l.reader, workplan.MemberFilter{}, page))
	return b.String()
}

// leaves calls each with the path and value of every text in a JSON value; the places in lists are not part of the path.
func leaves(v any, path string, each func(path, text string)) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			leaves(inner, strings.TrimPrefix(path+"."+k, "."), each)
		}
	case []any:
		for _, inner := range v {
			leaves(inner, path, each)
		}
	case string:
		each(path, v)
	}
}

// quoted is a text as JSON writes it, without its quotation marks.
func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b[1 : len(b)-1])
}

func realLeadsAreStated(t *testing.T, l loaded) {
	stated := map[string]bool{}
	for _, p := range l.facts.Plans {
		for _, i := range p.Items {
			if i.Lead != "" {
				stated[endorsements[p.Title].code+" "+i.Title+" "+l.facts.memberCode(i.Lead)] = true
			}
		}
	}
	for _, i := range l.itemsOf(t, workplan.ItemFilter{}) {
		if i.Body == ExampleWG {
			continue
		}
		for _, lead := range i.Leads {
			key := i.Plan + " " + i.Title + " " + lead
			if !stated[key] {
				t.Errorf("%s leads %s; the facts do not say so", lead, i.Name())
			}
			delete(stated, key)
		}
	}
	if len(stated) > 0 {
		t.Errorf("leads that are missing: %v", stated)
	}
}

func iloChangedItsRole(t *testing.T, l loaded) {
	for day, want := range map[workplan.Date]string{"2021-09-20": "[]", "2022-08-29": "[observer]", "2023-11-07": "[member]", l.Today(): "[member]"} {
		standings, err := l.ListMemberships(t.Context(), l.reader, "wg-tip", day, workplan.Page{Limit: 100})
		var roles []workplan.MembershipRole
		for _, m := range standings.Rows {
			if m.Member == "ilo" {
				roles = append(roles, m.Role)
			}
		}
		if err != nil || fmt.Sprint(roles) != want {
			t.Errorf("on %s ILO was %v, want %s; %v", day, roles, want, err)
		}
	}
}

func membersAreFoundByAnyName(t *testing.T, l loaded) {
	for query, want := range map[string]string{"vietnam": "vietnam", "viet nam": "vietnam", "uae": "united-arab-emirates",
		"United Arab Emirates": "united-arab-emirates", "png": "papua-new-guinea", "asean somtc": "asean-somtc", "timor": "timor-leste"} {
		found, err := l.ListMembers(t.Context(), l.reader, workplan.MemberFilter{Query: query}, workplan.Page{})
		if err != nil || len(found.Rows) != 1 || found.Rows[0].Code != want {
			t.Errorf("%q finds %+v, %v", query, found.Rows, err)
		}
	}
}

func reportOf2021(t *testing.T, l loaded) {
	r, err := l.CompletionReport(t.Context(), l.reader, "wg-tip-2021-23", tracker.ReportRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Headline.Items != 5 || r.Headline.ByStatus[workplan.StatusCompleted] != 3 || r.Headline.Late != 1 || r.Headline.Overdue != 0 {
		t.Errorf("headline: %+v", r.Headline)
	}
	for _, line := range r.Completed {
		if consular := strings.Contains(line.Item.Title, "consular staff"); line.Late != consular {
			t.Errorf("%q is late: %v", line.Item.Title, line.Late)
		}
	}
}

func countOf[T any](rows []T, is func(T) bool) int {
	n := 0
	for _, r := range rows {
		if is(r) {
			n++
		}
	}
	return n
}
