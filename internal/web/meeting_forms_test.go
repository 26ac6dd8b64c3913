package web_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// keeping is a library whose meetings are kept on pages, by people who stay signed in.
type keeping struct {
	*library
	secrets map[string]string
}

// inKeeping runs a test in such a library on each engine.
func inKeeping(t *testing.T, test func(t *testing.T, l keeping)) {
	t.Helper()
	inLibrary(t, func(t *testing.T, l *library) { test(t, keeping{l, map[string]string{}}) })
}

// post sends a form as a person from one of our own pages.
func (l keeping) post(who, address string, form url.Values) *httptest.ResponseRecorder {
	l.t.Helper()
	return l.sends(l.pages, l.secret(who), "same-origin", address, form)
}

// secret is that of a person's browser; "" where nobody has signed in.
func (l keeping) secret(who string) string {
	l.t.Helper()
	if who != "" && l.secrets[who] == "" {
		l.secrets[who] = l.secretOf(who)
	}
	return l.secrets[who]
}

// get opens a page as a person, and gives its status and content.
func (l keeping) get(who, address string) (int, string) {
	l.t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	r.AddCookie(&http.Cookie{Name: auth.NewBrowsers("").Cookie(), Value: l.secret(who)})
	w := httptest.NewRecorder()
	l.pages.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// read is a page that is there.
func (l keeping) read(who, address string) string {
	l.t.Helper()
	status, page := l.get(who, address)
	if status != http.StatusOK {
		l.t.Fatalf("%s reads %s: %d\n%s", who, address, status, main(page))
	}
	return page
}

// done sends a form that is to be done, and gives the address to which the person goes on.
func (l keeping) done(who, address string, form url.Values) string {
	l.t.Helper()
	w := l.post(who, address, form)
	if w.Code != http.StatusSeeOther {
		l.t.Fatalf("%s sends %v to %s: %d\n%s", who, form, address, w.Code, main(w.Body.String()))
	}
	return w.Header().Get("Location")
}

// refused sends a form that is to be shown again, and checks what the page then says.
func (l keeping) refused(status int, who, address string, form url.Values, shown ...string) string {
	l.t.Helper()
	w := l.post(who, address, form)
	if w.Code != status {
		l.t.Errorf("%s sends %v to %s: %d, not %d\n%s", who, form, address, w.Code, status, main(w.Body.String()))
	}
	l.says("the form at "+address, w.Body.String(), shown, nil)
	return w.Body.String()
}

// form is the form that a person is shown at an address, as their browser would send it.
func (l keeping) form(who, address string) url.Values {
	l.t.Helper()
	return formFields(l.t, l.read(who, address))
}

// formFields are the fields of the form of a page, with what stands in them.
func formFields(t *testing.T, page string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<main" + main(page)))
	if err != nil {
		t.Fatal(err)
	}
	values := url.Values{}
	for n := range root.Descendants() {
		has := func(name string) bool { _, there := attributeOf(n, name); return there }
		name, _ := attributeOf(n, "name")
		value, _ := attributeOf(n, "value")
		kind, _ := attributeOf(n, "type")
		switch {
		case n.Type != html.ElementNode || name == "" && n.Data != "option":
		case n.Data == "input" && (kind != "checkbox" || has("checked")):
			values.Add(name, value)
		case n.Data == "textarea":
			text := ""
			if n.FirstChild != nil {
				text = n.FirstChild.Data
			}
			values.Add(name, text)
		case n.Data == "select":
			values.Add(name, chosenIn(n))
		}
	}
	return values
}

func attributeOf(n *html.Node, name string) (string, bool) {
	at := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if at < 0 {
		return "", false
	}
	return n.Attr[at].Val, true
}

// chosenIn is the value of a select: of the first option where none is chosen.
func chosenIn(n *html.Node) string {
	first, found := "", false
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		value, _ := attributeOf(o, "value")
		if _, selected := attributeOf(o, "selected"); selected {
			return value
		}
		if !found {
			first, found = value, true
		}
	}
	return first
}

// filled is a form with some fields filled in.
func filled(form url.Values, pairs ...string) url.Values {
	form = maps.Clone(form)
	for n := 0; n+1 < len(pairs); n += 2 {
		form.Set(pairs[n], pairs[n+1])
	}
	return form
}

// met is a meeting as the chair reads it.
func (l keeping) met(code string) tracker.MeetingReading {
	l.t.Helper()
	visit := must[auth.Visit](l.t)(l.auth.Browser(context.Background(), l.secret("chair")))
	return must[tracker.MeetingReading](l.t)(l.Meeting(context.Background(), visit.Actor, code, tracker.When{}))
}

func TestAKeeperEntersAMeeting(t *testing.T) {
	inKeeping(t, func(t *testing.T, l keeping) {
		form := l.form("desk", "/meetings/new?body=wg")
		if form.Get("code") != "wg-2" || form.Get("number") != "2" || form.Get("body") != "wg" || form.Get("audience") != "members" {
			t.Errorf("the form begins with %v", form)
		}
		bad := filled(form, "name", "", "starts", "2024-13", "number", "two", "place", "Harbour <town>")
		again := l.refused(http.StatusUnprocessableEntity, "desk", "/meetings/new", bad, "This was not stored", "&#34;two&#34; is not a whole number", `value="Harbour &lt;town&gt;"`)
		l.refused(http.StatusUnprocessableEntity, "desk", "/meetings/new", filled(formFields(t, again), "number", "2"), `href="#name"`, `href="#starts"`)
		good := filled(form, "name", "Second harbour meeting", "starts", "2024-11", "place", "Harbour <town>", "audience", "chairs")
		to := l.done("desk", "/meetings/new", good)
		if to != "/meetings/wg-2?done=created" || l.done("desk", "/meetings/new", good) != to {
			t.Errorf("entered at %s, or elsewhere when sent twice", to)
		}
		l.says("the meeting", l.read("desk", to), []string{"It is entered.", "Second harbour meeting", "November 2024", "Harbour &lt;town&gt;", "/meetings/wg-2/edit", "/meetings/wg-2/attendance/new"}, nil)
		l.refused(http.StatusConflict, "desk", "/meetings/new", filled(l.form("desk", "/meetings/new"), "code", "wg-2", "name", "Again"), "There is a meeting wg-2", `value="Again"`)
		l.says("the list", l.read("desk", "/meetings"), []string{"To come", "Held", "Enter a meeting"}, nil)
		l.says("the list of a reader", l.read("rita", "/meetings"), []string{"To come", "Second harbour meeting"}, []string{"Enter a meeting"})
	})
}

// TestAMeetingFormLosesNothing: a form that is sent as it was shown changes nothing, whatever the record holds.
func TestAMeetingFormLosesNothing(t *testing.T) {
	inKeeping(t, func(t *testing.T, l keeping) {
		l.record(workplan.AudienceMembers)
		must[tracker.MeetingReading](t)(l.EditMeeting(context.Background(), as("desk"), "wg-1", nil, func(m *workplan.MeetingContent) error {
			m.DateNote, m.Note, m.Source, m.AttendanceNote = "Moved.", "Two\nlines", "The statement", "Many came."
			m.Headcounts = workplan.Headcounts{{Category: workplan.CategoryMembers, Count: 12}, {Category: workplan.CategoryOthers, Count: 3}}
			m.Reported = workplan.LeadReports{{Plan: "p", Leads: workplan.List{"aland", "gland"}}}
			return nil
		}))
		before := l.met("wg-1")
		for _, at := range []string{"edit", "sessions/1/edit", "agenda/1/edit", "decisions/1/edit", "decisions/2/edit", "attendance/1/edit", "attendance/2/edit", "attendance/3/edit"} {
			l.done("desk", "/meetings/wg-1/"+at, l.form("desk", "/meetings/wg-1/"+at))
		}
		if diff := cmp.Diff(before.State(), l.met("wg-1").State()); diff != "" {
			t.Errorf("the forms, sent as they were shown, change\n%s", diff)
		}
		form := filled(l.form("desk", "/meetings/wg-1/edit"), "headcount-members", "", "headcount-observers", "7", "attendance_note", "More came.", "name", "Harbour meeting")
		form["reported-p"] = []string{"bland"}
		l.done("desk", "/meetings/wg-1/edit", form)
		now := l.met("wg-1")
		if now.Name != "Harbour meeting" || now.Headcounts.Of(workplan.CategoryMembers) != 0 || now.Headcounts.Of(workplan.CategoryObservers) != 7 || now.Headcounts.Of(workplan.CategoryOthers) != 3 ||
			now.AttendanceNote != "More came." || !slices.Equal(now.ReportedOn("p"), workplan.List{"bland"}) {
			t.Errorf("edited: %+v", now.MeetingContent)
		}
		l.refused(http.StatusPreconditionFailed, "desk", "/meetings/wg-1/edit", filled(form, "key", "other", "note", "Late."), "Somebody has changed this since you opened the form", "Late.")
		many := filled(l.form("desk", "/meetings/wg-1/edit"), "headcount-members", "many", "note", "Kept.")
		l.refused(http.StatusUnprocessableEntity, "desk", "/meetings/wg-1/edit", many, `href="#headcounts"`, `value="many"`, "Kept.")
	})
}

// TestOnlyWhoKeepsMeetingsIsOfferedTo: the pages by which a record is kept are for the secretariat and the co-chairs, and nobody else is told of them.
func TestOnlyWhoKeepsMeetingsIsOfferedTo(t *testing.T) {
	inKeeping(t, func(t *testing.T, l keeping) {
		l.record(workplan.AudiencePublic)
		pages := []string{"/meetings/new?body=wg", "/meetings/wg-1/edit", "/meetings/wg-1/sessions/new", "/meetings/wg-1/sessions/1/edit", "/meetings/wg-1/sessions/1/remove", "/meetings/wg-1/agenda/new",
			"/meetings/wg-1/agenda/1/edit", "/meetings/wg-1/decisions/new", "/meetings/wg-1/decisions/1/edit", "/meetings/wg-1/decisions/1/remove", "/meetings/wg-1/attendance/new",
			"/meetings/wg-1/attendance/1/edit", "/meetings/wg-1/attendance/1/remove", "/meetings/wg-1/adopt"}
		before := l.met("wg-1")
		for who, want := range map[string]int{"desk": http.StatusOK, "chair": http.StatusOK, "rita": http.StatusForbidden, "ana": http.StatusForbidden, "gus": http.StatusForbidden, "root": http.StatusForbidden, "": http.StatusForbidden} {
			for _, at := range pages {
				must := want
				if who == "desk" && strings.HasSuffix(at, "/adopt") {
					must = http.StatusForbidden
				}
				if who == "" {
					must = http.StatusSeeOther
				}
				if status, page := l.get(who, at); status != must {
					t.Errorf("%s opens %s: %d, not %d\n%s", who, at, status, must, main(page))
				}
			}
			if want == http.StatusOK {
				continue
			}
			for at, form := range map[string]url.Values{"/meetings/new": {"code": {"wg-3"}, "body": {"wg"}, "name": {"Third"}}, "/meetings/wg-1/edit": {"name": {"x"}}, "/meetings/wg-1/sessions/new": {"title": {"x"}},
				"/meetings/wg-1/decisions/1/edit": {"text": {"x"}}, "/meetings/wg-1/decisions/1/remove": {}, "/meetings/wg-1/attendance/new": {"member": {"bland"}}, "/meetings/wg-1/adopt": {}, "/meetings/wg-1/corrigenda/new": {"place": {"x"}, "act": {"issue"}}} {
				if w := l.post(who, at, form); w.Code != http.StatusForbidden && (who != "" || w.Code != http.StatusUnauthorized) {
					t.Errorf("%s sends to %s: %d", who, at, w.Code)
				}
			}
		}
		for who, shown := range map[string][]string{"rita": nil, "gus": nil, "desk": {"Edit the meeting", "Record a decision", `/decisions/1/edit"`, "Record attendance"}, "chair": {"Edit the meeting", "Adopt the record"}} {
			hidden := []string{"Adopt the record", "corrigend"}
			if shown == nil {
				hidden = append(hidden, "/edit", "/new", "Record attendance")
			}
			if who == "chair" {
				hidden = hidden[1:]
			}
			l.says("the meeting for "+who, main(l.read(who, "/meetings/wg-1")), shown, hidden)
		}
		if w := l.sends(l.pages, l.secret("desk"), "cross-site", "/meetings/wg-1/sessions/new", url.Values{"title": {"From elsewhere"}}); w.Code != http.StatusForbidden {
			t.Errorf("a form of another site: %d", w.Code)
		}
		if diff := cmp.Diff(before.State(), l.met("wg-1").State()); diff != "" {
			t.Errorf("what was refused was done\n%s", diff)
		}
	})
}
