package web_test

import (
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/web"
	"fwptracker/internal/workplan"
)

// library is a working group with something of every kind that can be searched, for every audience, and people who may read more or less of it. All of it
// holds the word harbour, and a word of its own: zq, what it is, and whom it is for.
type library struct {
	*tracker.Tracker
	t     *testing.T
	auth  *auth.Authenticator
	pages http.Handler
	now   time.Time
}

var operator = workplan.Actor{Operator: true}

// people are those of the library with what they are. Nobody has signed in as "".
var people = map[string]workplan.NewBinding{
	"chair": {Role: workplan.RoleCoChair, Body: "wg"}, "desk": {Role: workplan.RoleSecretariat, Body: "wg"}, "rita": {Role: workplan.RoleReader, Body: "wg"},
	"ana": {Role: workplan.RoleFocalPoint, Member: "aland"}, "ben": {Role: workplan.RoleFocalPoint, Member: "bland"},
	"cleo": {Role: workplan.RoleFocalPoint, Member: "cland"}, "gus": {Role: workplan.RoleFocalPoint, Member: "gland"}, "root": {Role: workplan.RoleAdmin},
}

// inLibrary runs a test in a library. What differs between engines is held on both below the pages; here each test runs on one of them, by its name, so that
// pages are read from both.
func inLibrary(t *testing.T, test func(t *testing.T, l *library)) {
	t.Helper()
	t.Parallel()
	engine := storetest.One(t)
	t.Run(engine, func(t *testing.T) { test(t, libraryIn(t, storetest.Open(t, engine))) })
}

// libraryIn makes a library in a store.
func libraryIn(t *testing.T, s *store.Store) *library {
	t.Helper()
	l := &library{t: t, now: time.Date(2024, 9, 2, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time { return l.now }
	l.Tracker = tracker.New(s, tracker.Settings{Now: now})
	l.auth = &auth.Authenticator{Store: s, Now: now, Today: l.Today, PublicReading: true}
	l.pages = web.New(web.Config{Tracker: l.Tracker, Auth: l.auth, Passwords: auth.NewPasswords(), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: now,
		Zone: time.UTC, ClientIP: func(*http.Request) string { return "192.0.2.1" }})
	l.found()
	l.fill()
	return l
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// as is a person as the database knows them; their rights are read when they act.
func as(username string) workplan.Actor { return workplan.Actor{Username: username, Request: "test"} }

// found makes the body, its members and its people.
func (l *library) found() {
	ctx, t := context.Background(), l.t
	must[workplan.Body](t)(l.CreateBody(ctx, operator, workplan.NewBody{Code: "wg", BodyContent: workplan.BodyContent{Name: "Working group", ShortName: "WG"}}))
	for code, role := range map[string]workplan.MembershipRole{"aland": workplan.MembershipMember, "bland": workplan.MembershipMember,
		"cland": workplan.MembershipObserver, "gland": workplan.MembershipGuest} {
		content := workplan.MemberContent{Name: "Land of " + code, Kind: workplan.KindState}
		if code == "bland" {
			content.Aliases = workplan.List{"Blå Näs", "Zqalias harbour"}
		}
		must[workplan.Member](t)(l.CreateMember(ctx, operator, workplan.NewMember{Code: code, MemberContent: content}))
		must[workplan.Membership](t)(l.CreateMembership(ctx, operator, "wg", workplan.NewMembership{Member: code, MembershipContent: workplan.MembershipContent{Role: role, FromDate: "2020"}}))
	}
	for name, role := range people {
		role.FromDate = "2020-01-01"
		must[tracker.UserReading](t)(l.CreateUser(ctx, operator, workplan.NewUser{Username: name, Name: name, Email: name + "@example.org", Bindings: []workplan.NewBinding{role}}))
	}
}

// items are those of plan p: their refs, leads and audiences.
var items = []struct {
	ref, lead string
	audience  workplan.Audience
}{{"1.1", "aland", workplan.AudiencePublic}, {"1.2", "aland", workplan.AudienceMembers}, {"1.3", "aland", workplan.AudienceChairs}, {"1.4", "bland", workplan.AudienceChairs}}

// fill enters plan p with its items, and on its first item something of every kind for each audience.
func (l *library) fill() {
	ctx, t := context.Background(), l.t
	must[tracker.MeetingReading](t)(l.CreateMeeting(ctx, as("chair"), workplan.NewMeeting{Code: "wg-1", Body: "wg", MeetingContent: workplan.MeetingContent{Name: "First harbour meeting",
		Number: 1, Starts: "2024-02-06", Ends: "2024-02-08", Place: "Zqmeeting", Audience: workplan.AudienceMembers}}))
	for code, audience := range map[string]workplan.Audience{"p": workplan.AudiencePublic, "d": workplan.AudienceChairs} {
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: code, Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan zqplan" + string(audience) + " harbour",
			PeriodEnd: "2026", Audience: audience}}))
	}
	for _, i := range items {
		must[tracker.ItemReading](t)(l.CreateItem(ctx, as("chair"), "p", workplan.NewItem{Ref: i.ref, ItemContent: workplan.ItemContent{Title: "Item " + i.ref, Nature: workplan.NatureOneOff,
			Description: "Of the harbour, zqitem" + string(i.audience) + i.lead, Leads: workplan.List{i.lead}, Due: "2025", Audience: i.audience}}))
	}
	must[workplan.WorkPlan](t)(l.EndorsePlan(ctx, as("chair"), "p", nil, workplan.Endorsement{On: "2024-02-08", Meeting: "wg-1"}))
	var alike workplan.List
	for n, a := range workplan.Audiences {
		word := string(a) + " of the harbour"
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(ctx, as("ana"), "p", "1.1", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress,
			Done: "Zqupdate" + word, Audience: a}}))
		must[workplan.DeliverableReading](t)(l.PostDeliverable(ctx, as("ana"), "p", "1.1", workplan.NewDeliverable{DeliverableContent: workplan.DeliverableContent{Title: "Zqdeliverable" + word,
			Kind: workplan.KindGuide, Audience: a}}))
		must[workplan.OpeningReading](t)(l.SeekInvolvement(ctx, as("ana"), "p", "1.1", workplan.NewOpening{OpeningContent: workplan.OpeningContent{Kind: workplan.OpeningExpertise,
			Sought: "Zqopening" + word, Audience: a}}))
		must[workplan.ProposalReading](t)(l.ProposeItem(ctx, as("desk"), workplan.NewProposal{Body: "wg", Meeting: "wg-1", ProposedOn: "2024-02-07", AlthoughSimilarTo: alike,
			ProposalContent: workplan.ProposalContent{Title: "Zqproposal" + word, Audience: a}}))
		alike = append(alike, strconv.Itoa(n+1))
	}
}

// get asks for a page as a person, "" for one who has not signed in, and gives its status and content.
func (l *library) get(who, address string) (int, string) {
	l.t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if who != "" {
		secret, hash := auth.NewSecret()
		must[workplan.SignIn](l.t)(l.SignIn(r.Context(), who, tracker.NewSignIn{SecretHash: hash, Way: workplan.ByPassword}))
		r.AddCookie(&http.Cookie{Name: auth.NewBrowsers("").Cookie(), Value: secret})
	}
	w := httptest.NewRecorder()
	l.pages.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// read is a page that is there.
func (l *library) read(who, address string) string {
	l.t.Helper()
	status, page := l.get(who, address)
	if status != http.StatusOK {
		l.t.Fatalf("%s reads %s: %d\n%s", who, address, status, page)
	}
	return page
}

// main is what a page shows between its header and its foot.
func main(page string) string {
	if _, inside, there := strings.Cut(page, "<main"); there {
		page, _, _ = strings.Cut(inside, "</main>")
	}
	return page
}

// says checks what a page shows and does not show.
func (l *library) says(what, page string, shown, hidden []string) {
	l.t.Helper()
	for _, s := range shown {
		if !strings.Contains(page, s) {
			l.t.Errorf("%s: there is no %q in\n%s", what, s, main(page))
		}
	}
	for _, s := range hidden {
		if strings.Contains(page, s) {
			l.t.Errorf("%s: there is %q in\n%s", what, s, main(page))
		}
	}
}

var nextLink = regexp.MustCompile(`<a href="([^"]+)" rel="next">`)

// through gives what a form finds on each page of a list, from page to page.
func (l *library) through(who, address string, form *regexp.Regexp) []string {
	l.t.Helper()
	var found []string
	for pages := 0; address != ""; pages++ {
		if pages > 20 {
			l.t.Fatalf("the pages of %s do not end", address)
		}
		page := main(l.read(who, address))
		for _, m := range form.FindAllStringSubmatch(page, -1) {
			found = append(found, m[1])
		}
		address = ""
		if m := nextLink.FindStringSubmatch(page); m != nil {
			address, _, _ = strings.Cut(html.UnescapeString(m[1]), "#")
		}
	}
	return found
}

func distinct(list []string) int {
	seen := map[string]bool{}
	for _, s := range list {
		seen[s] = true
	}
	return len(seen)
}

// many enters a number of items into plan d, all of which hold the word quay.
func (l *library) many(n int) {
	l.t.Helper()
	for i := range n {
		must[tracker.ItemReading](l.t)(l.CreateItem(context.Background(), as("chair"), "d", workplan.NewItem{Ref: fmt.Sprintf("%d", i+1), ItemContent: workplan.ItemContent{
			Title: fmt.Sprintf("Quay %d", i+1), Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}, Audience: workplan.AudienceChairs}}))
	}
}
