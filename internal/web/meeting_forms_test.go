package web_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// met is a meeting as the chair reads it.
func (l *library) met(code string) tracker.MeetingReading {
	l.t.Helper()
	return must[tracker.MeetingReading](l.t)(l.Meeting(context.Background(), l.actor("chair"), code, tracker.When{}))
}

func TestAKeeperEntersAMeeting(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		form := l.form("desk", "/meetings/new?body=wg")
		if form.Get("code") != "wg-2" || form.Get("number") != "2" || form.Get("body") != "wg" || form.Get("audience") != "members" {
			t.Errorf("the form begins with %v", form)
		}
		bad := typed(form, "name", "", "starts", "2024-13", "number", "two", "place", "Harbour <town>")
		again := l.refuses("desk", "/meetings/new", bad, http.StatusUnprocessableEntity, "This was not stored", "&#34;two&#34; is not a whole number", `value="Harbour &lt;town&gt;"`)
		l.refuses("desk", "/meetings/new", typed(fieldsOf(t, again, ""), "number", "2"), http.StatusUnprocessableEntity, `href="#name"`, `href="#starts"`)
		good := typed(form, "name", "Second harbour meeting", "starts", "2024-11", "place", "Harbour <town>", "audience", "chairs")
		to := l.done("desk", "/meetings/new", good)
		if to != "/meetings/wg-2?done=created" || l.done("desk", "/meetings/new", good) != to {
			t.Errorf("entered at %s, or elsewhere when sent twice", to)
		}
		l.says("the meeting", l.read("desk", to), []string{"It is entered.", "Second harbour meeting", "November 2024", "Harbour &lt;town&gt;", "/meetings/wg-2/edit", "/meetings/wg-2/attendance/new"}, nil)
		l.refuses("desk", "/meetings/new", typed(l.form("desk", "/meetings/new"), "code", "wg-2", "name", "Again"), http.StatusConflict, "There is a meeting wg-2", `value="Again"`)
		l.says("the list", l.read("desk", "/meetings"), []string{"To come", "Held", "Enter a meeting"}, nil)
		l.says("the list of a reader", l.read("rita", "/meetings"), []string{"To come", "Second harbour meeting"}, []string{"Enter a meeting"})
	})
}

// TestAMeetingFormLosesNothing: a form that is sent as it was shown changes nothing, whatever the record holds.
func TestAMeetingFormLosesNothing(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
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
		form := typed(l.form("desk", "/meetings/wg-1/edit"), "headcount-members", "", "headcount-observers", "7", "attendance_note", "More came.", "name", "Harbour meeting")
		form["reported-p"] = []string{"bland"}
		l.done("desk", "/meetings/wg-1/edit", form)
		now := l.met("wg-1")
		if now.Name != "Harbour meeting" || now.Headcounts.Of(workplan.CategoryMembers) != 0 || now.Headcounts.Of(workplan.CategoryObservers) != 7 || now.Headcounts.Of(workplan.CategoryOthers) != 3 ||
			now.AttendanceNote != "More came." || !slices.Equal(now.ReportedOn("p"), workplan.List{"bland"}) {
			t.Errorf("edited: %+v", now.MeetingContent)
		}
		l.refuses("desk", "/meetings/wg-1/edit", typed(form, "key", "other", "note", "Late."), http.StatusPreconditionFailed, "Somebody has changed this since you opened the form", "Late.")
		many := typed(l.form("desk", "/meetings/wg-1/edit"), "headcount-members", "many", "note", "Kept.")
		l.refuses("desk", "/meetings/wg-1/edit", many, http.StatusUnprocessableEntity, `href="#headcounts"`, `value="many"`, "Kept.")
	})
}

// TestOnlyWhoKeepsMeetingsIsOfferedTo: the pages by which a record is kept are for the secretariat and the co-chairs, and nobody else is told of them.
func TestOnlyWhoKeepsMeetingsIsOfferedTo(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
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
				if w := l.posts(who, at, form); w.Code != http.StatusForbidden && (who != "" || w.Code != http.StatusUnauthorized) {
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
		if w := l.sends(l.pages, l.secretOf("desk"), "cross-site", "/meetings/wg-1/sessions/new", url.Values{"title": {"From elsewhere"}}); w.Code != http.StatusForbidden {
			t.Errorf("a form of another site: %d", w.Code)
		}
		if diff := cmp.Diff(before.State(), l.met("wg-1").State()); diff != "" {
			t.Errorf("what was refused was done\n%s", diff)
		}
	})
}
