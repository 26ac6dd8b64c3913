package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// keepersForm is a form by which keepers enter or change something, and what becomes of it.
type keepersForm struct {
	at          string
	may, mayNot []string
	good        url.Values
	bad         url.Values // what is wrong with it stands at its fields
	to          string
	// change changes what the form is about meanwhile; nil for what is new.
	change func()
}

// try takes a form through all that can become of it: shown to who may and no one else, refused with what was typed, sent from another site, stale, sent, and sent again.
func (l *library) try(f keepersForm) {
	l.t.Helper()
	for _, who := range f.mayNot {
		if status, _ := l.get(who, f.at); status != http.StatusForbidden {
			l.t.Errorf("%s is shown %s: %d", who, f.at, status)
		}
		if w := l.posts(who, f.at, f.good); w.Code != http.StatusForbidden {
			l.t.Errorf("%s sends %s: %d", who, f.at, w.Code)
		}
	}
	for _, who := range f.may[1:] {
		l.read(who, f.at)
	}
	who := f.may[0]
	seal := l.form(who, f.at)
	if seal.Get("key") == "" || (f.change != nil) != seal.Has("version") {
		l.t.Errorf("%s is sealed with %v", f.at, seal)
	}
	if w := l.sends(l.pages, l.secretOf(who), "cross-site", f.at, sealed(f.good, seal)); w.Code != http.StatusForbidden {
		l.t.Errorf("%s is taken from another site: %d", f.at, w.Code)
	}
	refused := l.posts(who, f.at, sealed(f.bad, seal))
	if refused.Code != http.StatusUnprocessableEntity {
		l.t.Errorf("what is wrong at %s: %d", f.at, refused.Code)
	}
	kept := main(refused.Body.String())
	for name, values := range f.bad {
		l.says("the form that was refused", kept, []string{values[0]}, nil)
		if strings.HasPrefix(values[0], "Wrong ") {
			l.says("its faults", kept, []string{`<a href="#` + name + `">`}, nil)
		}
	}
	if f.change != nil {
		f.change()
		stale := l.posts(who, f.at, sealed(f.good, seal))
		if l.says("a stale form", stale.Body.String(), []string{"Somebody has changed this since you opened the form", f.good["name"][0]}, nil); stale.Code != http.StatusPreconditionFailed {
			l.t.Errorf("a stale form at %s: %d", f.at, stale.Code)
		}
		seal = fieldsOf(l.t, stale.Body.String(), f.at)
	}
	for n := range 2 {
		if w := l.posts(who, f.at, sealed(f.good, seal)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != f.to {
			l.t.Errorf("%s, sent %d times: %d to %q\n%s", f.at, n+1, w.Code, w.Header().Get("Location"), main(w.Body.String()))
		}
	}
}

func TestABodyIsEnteredAndEdited(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("an admin", l.read("root", "/bodies"), []string{`href="/bodies/new"`, `href="/bodies/wg"`}, nil)
		l.says("a secretariat", l.read("desk", "/bodies"), []string{`href="/bodies/wg"`}, []string{`href="/bodies/new"`})
		l.try(keepersForm{at: "/bodies/new", may: []string{"root"}, mayNot: []string{"chair", "desk", "rita", "ana"}, to: "/bodies/new-body?done=created",
			good: url.Values{"code": {"new-body"}, "name": {"The new body"}, "short_name": {"NB"}, "description": {"It is new."}, "protocol_order": {"bland\r\naland"}},
			bad:  url.Values{"code": {"Wrong Code"}, "name": {"Kept name"}, "protocol_order": {"Wrong land"}, "description": {"Kept words."}}})
		l.try(keepersForm{at: "/bodies/new-body/edit", may: []string{"root"}, mayNot: []string{"chair", "desk", "rita"}, to: "/bodies/new-body?done=kept",
			good: url.Values{"name": {"A better name"}, "protocol_order": {"bland"}}, bad: url.Values{"name": {"Kept name"}, "protocol_order": {"Wrong land"}},
			change: func() {
				must[workplan.Body](t)(l.EditBody(context.Background(), operator, "new-body", nil, func(b *workplan.BodyContent) error {
					b.Source = "Elsewhere."
					return nil
				}))
			}})
		l.says("the body", main(l.read("rita", "/bodies/new-body")), []string{"A better name", "No membership is recorded yet.", "This body has no plan that you may read."}, []string{"Edit the body", "NB"})
		for _, who := range []string{"desk", "chair"} {
			l.read(who, "/bodies/wg/edit")
		}
		if b := must[workplan.Body](t)(l.Body(context.Background(), operator, "new-body")); b.Version != 3 {
			t.Errorf("the body was written %d times, want 3", b.Version)
		}
	})
}

func TestABodyShowsWhoBelongsToItAndWhatItDoes(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[workplan.Body](t)(l.EditBody(ctx, as("desk"), "wg", nil, func(b *workplan.BodyContent) error {
			b.ProtocolOrder = workplan.List{"bland", "aland"}
			return nil
		}))
		for _, m := range []workplan.NewMembership{{Member: "gland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipObserver, FromDate: "2010", ToDate: "2015-Q2", Note: "Zqpast"}},
			{Member: "gland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipMember, FromDate: "2030"}}} {
			must[workplan.Membership](t)(l.CreateMembership(ctx, operator, "wg", m))
		}
		must[tracker.MeetingReading](t)(l.CreateMeeting(ctx, as("chair"), workplan.NewMeeting{Code: "wg-2", Body: "wg", MeetingContent: workplan.MeetingContent{Name: "Second meeting", Starts: "2025-02"}}))
		opened := must[tracker.RoundReading](t)(l.CreateRound(ctx, as("desk"), workplan.NewRound{Body: "wg", RoundContent: workplan.RoundContent{Opens: "2024-09-01", Due: "2024-09-20", Closes: "2024-09-30"}}))
		l.now = l.now.Add(time.Hour)
		all := []string{"Working group", "Land of aland", `href="/plans/p"`, "Members <span", "Observers <span", "Guests <span", "To come", "1 earlier membership", "Zqpast", "Q2 2015"}
		for who, c := range map[string]struct{ shown, hidden []string }{
			"desk":  {append(all, `href="/bodies/wg/edit"`, `href="/bodies/wg/memberships/new"`, `href="/bodies/wg/memberships/1/edit"`, `href="/users?body=wg"`, `href="/audit?body=wg"`, `href="/plans/d"`), nil},
			"chair": {append(all, `href="/bodies/wg/edit"`, `href="/users?body=wg"`), nil},
			"rita":  {append(all, `href="/meetings/wg-1"`, `href="/meetings/wg-2"`, `href="/rounds?body=wg"`, "Round 1, due 20 September 2024"), []string{"/edit", "/new", "/users", "/audit", "/plans/d"}},
			"gus":   {append(all, "Second meeting"), []string{"/edit", "Round 1"}},
			"root":  {append(all, `href="/bodies/wg/memberships/new"`, `href="/users?body=wg"`), []string{"Second meeting", "Round 1", "/plans/d", "/audit?body"}},
			"":      {[]string{"Working group", `href="/plans/p"`}, []string{"Land of", "Who belongs", "meeting", "Round"}},
		} {
			l.says(who, main(l.read(who, "/bodies/wg")), c.shown, c.hidden)
		}
		page := main(l.read("rita", "/bodies/wg"))
		if first, second := strings.Index(page, "Land of bland"), strings.Index(page, "Land of aland"); first > second {
			t.Error("members do not stand in the order in which the body names them")
		}
		l.says("another day", main(l.read("rita", "/bodies/wg?on=2012-05-01")), []string{"You are looking at another day.", "1 May 2012", "Observers <span", "Zqpast"}, []string{"Guests <span", "earlier membership"})
		if status, _ := l.get("rita", "/bodies/none"); status != http.StatusNotFound {
			t.Errorf("a body that is not there: %d", status)
		}
		if opened.Number != 1 {
			t.Errorf("round %d", opened.Number)
		}
		for _, at := range []string{"/plans/p", "/meetings/wg-1", "/members/aland", "/plans"} {
			l.says(at, main(l.read("rita", at)), []string{`href="/bodies/wg"`}, nil)
		}
	})
}

func TestAMembershipIsEnteredAndEnded(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.try(keepersForm{at: "/bodies/wg/memberships/new", may: []string{"desk", "chair", "root"}, mayNot: []string{"rita", "ana", "gus"}, to: "/bodies/wg?done=created",
			good: url.Values{"member": {"gland"}, "role": {"observer"}, "from": {"2024-Q1"}, "note": {"Zqnew"}},
			bad:  url.Values{"member": {"gland"}, "role": {"observer"}, "from": {"2024"}, "to": {"Wrong day"}, "note": {"Kept note"}}})
		before := must[workplan.Membership](t)(l.Membership(context.Background(), operator, "wg", 5))
		if before.Role != workplan.MembershipObserver || before.FromDate != "2024-Q1" || before.Note != "Zqnew" {
			t.Errorf("entered: %+v", before)
		}
		l.try(keepersForm{at: "/bodies/wg/memberships/5/edit", may: []string{"desk", "chair", "root"}, mayNot: []string{"rita", "ana"}, to: "/bodies/wg?done=kept",
			good: url.Values{"name": {"Land of gland"}, "role": {"observer"}, "from": {"2024-Q1"}, "to": {"2024-08"}}, bad: url.Values{"role": {"observer"}, "from": {"2024-Q1"}, "to": {"Wrong day"}},
			change: func() {
				must[workplan.Membership](t)(l.EditMembership(context.Background(), as("chair"), "wg", 5, nil, func(m *workplan.MembershipContent) error {
					m.Source = "Elsewhere."
					return nil
				}))
			}})
		l.says("the body", main(l.read("rita", "/bodies/wg")), []string{"1 earlier membership", "August 2024"}, nil)
		for _, number := range []string{"7", "x"} {
			if status, _ := l.get("desk", "/bodies/wg/memberships/"+number+"/edit"); status != http.StatusNotFound {
				t.Errorf("membership %s: %d", number, status)
			}
		}
	})
}

func TestAMemberIsEnteredAndEdited(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.try(keepersForm{at: "/members/new", may: []string{"desk", "chair", "root"}, mayNot: []string{"rita", "ana"}, to: "/members/newland?done=created",
			good: url.Values{"code": {"newland"}, "name": {"Newland"}, "kind": {"state"}, "aliases": {"New Land\r\nNouvelle Terre, NL"}},
			bad:  url.Values{"code": {"Wrong Code"}, "name": {"Kept name"}, "kind": {"state"}, "note": {"Kept note"}}})
		l.try(keepersForm{at: "/members/newland/edit", may: []string{"root", "desk"}, mayNot: []string{"rita", "ana"}, to: "/members/newland?done=kept",
			good: url.Values{"name": {"Newlandia"}, "kind": {"organisation"}}, bad: url.Values{"name": {"Kept name"}, "kind": {""}},
			change: func() {
				must[workplan.Member](t)(l.EditMember(context.Background(), operator, "newland", nil, func(m *workplan.MemberContent) error {
					m.Note = "Changed."
					return nil
				}))
			}})
		m := must[workplan.Member](t)(l.Member(context.Background(), operator, "newland"))
		if m.Name != "Newlandia" || m.Kind != workplan.KindOrganisation || len(m.Aliases) != 0 || m.Version != 3 {
			t.Errorf("%+v", m)
		}
		l.says("who may", main(l.read("desk", "/members/newland")), []string{`href="/members/newland/edit"`}, nil)
		l.says("who may not", main(l.read("rita", "/members/newland")), []string{"Newlandia"}, []string{"/edit"})
		l.says("the register", main(l.read("chair", "/members")), []string{`href="/members/new"`}, nil)
		l.says("the register to a reader", main(l.read("rita", "/members")), []string{"Newlandia"}, []string{`href="/members/new"`})
	})
}

// TestAStateIsACountryInIndonesian: one English word stands for what a plan is in and for what a member is.
func TestAStateIsACountryInIndonesian(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		r := httptest.NewRequest(http.MethodGet, "/members?kind=state", nil)
		r.Header.Set("Accept-Language", "id")
		r.AddCookie(&http.Cookie{Name: "fwp_session", Value: l.secretOf("rita")})
		w := httptest.NewRecorder()
		l.pages.ServeHTTP(w, r)
		l.says("Indonesian", w.Body.String(), []string{">Negara<"}, []string{"kind of member", ">Keadaan<"})
		l.says("English", l.read("rita", "/members?kind=state"), []string{">State<"}, []string{"kind of member"})
	})
}
