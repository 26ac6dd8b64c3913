package web_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestEveryPartOfARecordIsKept: an entry of each part is added, once however often it is sent; changed, unless somebody was faster; and taken out after the
// page has asked.
func TestEveryPartOfARecordIsKept(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for part, c := range map[string]struct {
			add, change []string
			entered     int // the number of the first
			shown       string
			bad         [2]string // a field with something that is refused
		}{
			"sessions":  {[]string{"title", "Opening", "day", "2024-02-07", "starts", "09:00", "format", "hybrid"}, []string{"title", "Opened"}, 1, "Opened", [2]string{"day", "2024-03-01"}},
			"agenda":    {[]string{"title", "The plan", "plans", "p", "items", "p/1.4, p/1.1", "proposals", "1, 2"}, []string{"title", "The plans"}, 1, "The plans", [2]string{"proposals", "first"}},
			"decisions": {[]string{"text", "It was endorsed.", "kind", "endorsement", "plans", "p", "audience", "chairs"}, []string{"text", "It was agreed."}, 1, "It was agreed.", [2]string{"audience", "public"}},
		} {
			at := "/meetings/wg-1/" + part
			form := typed(l.form("desk", at+"/new"), c.add...)
			again := l.refuses("desk", at+"/new", typed(form, c.bad[0], c.bad[1]), http.StatusUnprocessableEntity, `href="#`+c.bad[0]+`"`)
			kept := fieldsOf(t, again, "")
			if kept.Get(c.add[0]) != c.add[1] || part == "agenda" && !slices.Equal(kept["items"], []string{"p/1.1", "p/1.4", ""}) {
				t.Errorf("%s: what was typed is lost: %v", part, kept)
			}
			to := l.done("desk", at+"/new", form)
			if to != "/meetings/wg-1?done=created#"+part || l.done("desk", at+"/new", form) != to {
				t.Errorf("%s: entered at %s, or elsewhere when sent twice", part, to)
			}
			if more := l.done("desk", at+"/new", typed(form, "key", "another of "+part, "act", "more")); more != at+"/new?done=created" {
				t.Errorf("%s: the next is entered at %s", part, more)
			}
			edit := typed(l.form("desk", at+"/1/edit"), c.change...)
			l.done("desk", at+"/2/edit", l.form("desk", at+"/2/edit"))
			l.done("chair", at+"/2/remove", l.form("chair", at+"/2/remove"))
			stale := l.refuses("desk", at+"/1/edit", edit, http.StatusPreconditionFailed, "Somebody has changed this since you opened the form", c.shown)
			l.done("desk", at+"/1/edit", typed(fieldsOf(t, stale, ""), "act", "keep"))
			l.says(part, l.read("chair", "/meetings/wg-1"), []string{c.shown, at + "/1/edit"}, []string{at + "/2/edit"})
			if status, _ := l.get("desk", at+"/2/edit"); status != http.StatusNotFound {
				t.Errorf("%s: what was removed is edited: %d", part, status)
			}
			l.says(part, l.read("desk", at+"/1/remove"), []string{"its number is not used again", c.shown}, nil)
		}
		m := l.met("wg-1")
		if a := m.Agenda[0].Says; !a.Plans.Has("p") || !slices.Equal(a.Items, workplan.List{"p/1.4", "p/1.1"}) || !slices.Equal(a.Proposals, []int{1, 2}) {
			t.Errorf("the agenda points to %+v", a.Pointers)
		}
		if s, d := m.Sessions[0].Says, m.Decisions[0].Says; s.Day != "2024-02-07" || s.Starts != "09:00" || s.Format != workplan.FormatHybrid || d.Kind != workplan.DecisionEndorsement || d.Audience != workplan.AudienceChairs {
			t.Errorf("entered were %+v and %+v", s, d)
		}
	})
}

func TestWhatIsUsedIsNotRemovedAndWhatIsRemovedIsRemovedOnce(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.record(workplan.AudienceMembers)
		l.refuses("desk", "/meetings/wg-1/sessions/1/remove", l.form("desk", "/meetings/wg-1/sessions/1/remove"), http.StatusConflict, "is named by agenda item 1", "Opening session")
		form := l.form("desk", "/meetings/wg-1/decisions/1/remove")
		to := l.done("desk", "/meetings/wg-1/decisions/1/remove", form)
		if to != "/meetings/wg-1?done=removed#decisions" || l.done("desk", "/meetings/wg-1/decisions/1/remove", form) != to {
			t.Errorf("removed at %s, or elsewhere when sent twice", to)
		}
		if m := l.met("wg-1"); len(m.Decisions) != 1 || m.Decisions[0].Number != 2 {
			t.Errorf("left are %+v", m.Decisions)
		}
		if w := l.posts("desk", "/meetings/wg-1/decisions/1/remove", typed(form, "key", "other", "version", "999")); w.Code == http.StatusSeeOther {
			t.Error("what is not there is removed")
		}
	})
}

// TestAnEntryOffersToPointToWhatThePersonSees: the form has a tick for each plan and item of the body; what it has no tick for is named.
func TestAnEntryOffersToPointToWhatThePersonSees(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("a new decision", l.read("desk", "/meetings/wg-1/decisions/new"), []string{`name="plans" value="p"`, `name="plans" value="d"`, `name="items" value="p/1.4"`, "1.4 Item 1.4"}, nil)
		page := l.refuses("desk", "/meetings/wg-1/decisions/new", typed(l.form("desk", "/meetings/wg-1/decisions/new"), "text", "See there.", "items", "p/9.9"), http.StatusUnprocessableEntity, "there is no item &#34;p/9.9&#34; that you may see")
		if !strings.Contains(page, `<textarea id="items" name="items" rows="2" maxlength="6000" aria-describedby="items-hint">p/9.9</textarea>`) {
			t.Errorf("the item that is not there is not in the form:\n%s", main(page))
		}
	})
}

func TestAttendanceIsRecordedAtOnce(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		must[workplan.Member](t)(l.CreateMember(context.Background(), operator, workplan.NewMember{Code: "forum", MemberContent: workplan.MemberContent{Name: "A Forum", Kind: workplan.KindRegionalBody}}))
		at := "/meetings/wg-1/attendance"
		page := l.read("desk", at+"/new")
		l.says("the form", page, []string{"Land of aland", `name="member" value="cland"`, `name="member" value="gland"`, `<option value="A Forum">`}, []string{`value="forum"`, "checked"})
		if all := fieldsOf(t, l.read("desk", at+"/new?came=all"), "")["member"]; len(all) != 4 {
			t.Errorf("all of them are %v", all)
		}
		l.refuses("desk", at+"/new", fieldsOf(t, page, ""), http.StatusUnprocessableEntity, "tick those who attended")
		form := typed(fieldsOf(t, page, ""), "delegates-aland", "Dele Gate, S.H.; Director, trade\n\nCo Gate", "name-1", "a forum", "capacity-1", "partner", "name-2", "Visitor", "delegates-2", "; Nobody")
		form["member"] = []string{"aland", "cland"}
		again := fieldsOf(t, l.refuses("desk", at+"/new", form, http.StatusUnprocessableEntity, `href="#others"`, "Visitor: ", "Dele Gate, S.H.; Director, trade"), "")
		if !slices.Equal(again["member"], form["member"]) || again.Get("name-2") != "Visitor" {
			t.Errorf("what was typed is lost: %v", again)
		}
		form = typed(again, "kind-2", "civil_society", "delegates-2", "", "act", "more")
		if to := l.done("desk", at+"/new", form); to != at+"/new?done=created#others" || l.done("desk", at+"/new", form) != to {
			t.Errorf("recorded at %s, or elsewhere when sent twice", to)
		}
		var got []workplan.Attendant
		for _, e := range l.met("wg-1").Attendance {
			got = append(got, e.Says)
		}
		if len(got) != 4 || got[0].Capacity != workplan.CapacityMember || len(got[0].Delegates) != 2 || got[0].Delegates[0] != (workplan.Delegate{Name: "Dele Gate, S.H.", Title: "Director, trade"}) ||
			got[1].Capacity != workplan.CapacityObserver || got[2].Member != "forum" || got[2].Capacity != workplan.CapacityPartner || got[3].Name != "Visitor" || got[3].Capacity != workplan.CapacityGuest {
			t.Errorf("recorded were %+v", got)
		}
		l.says("the form then", l.read("desk", at+"/new"), []string{"recorded"}, []string{`name="member" value="aland"`})
		l.refuses("desk", at+"/new", url.Values{"member": {"aland"}}, http.StatusUnprocessableEntity, `href="#member"`, "Land of aland: ", "attended once")
		edit := typed(l.form("desk", at+"/2/edit"), "capacity", "member")
		l.refuses("desk", at+"/2/edit", edit, http.StatusUnprocessableEntity, "Land of cland", "by the register cland was observer", `<option value="member" selected>`)
		l.done("desk", at+"/2/edit", typed(edit, "note", "It was admitted that day."))
		l.done("desk", at+"/4/remove", l.form("desk", at+"/4/remove"))
		if m := l.met("wg-1"); len(m.Attendance) != 3 || m.Attendance[1].Says.Capacity != workplan.CapacityMember {
			t.Errorf("then %+v", m.Attendance)
		}
	})
}

func TestWithoutADateTheRegisterDoesNotTellWhoMayHaveCome(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		must[tracker.MeetingReading](t)(l.CreateMeeting(context.Background(), as("chair"), workplan.NewMeeting{Code: "wg-2", Body: "wg", MeetingContent: workplan.MeetingContent{Name: "Some time"}}))
		l.says("the form", l.read("desk", "/meetings/wg-2/attendance/new"), []string{"No date of this meeting is recorded", `href="/meetings/wg-2/edit"`}, []string{`name="member"`})
		l.done("desk", "/meetings/wg-2/attendance/new", typed(l.form("desk", "/meetings/wg-2/attendance/new"), "name-3", "Land of aland", "capacity-3", "member"))
		if a := l.met("wg-2").Attendance; len(a) != 1 || a[0].Says.Member != "aland" {
			t.Errorf("recorded were %+v", a)
		}
		l.says("the list", l.read("rita", "/meetings"), []string{"Without a date", "Some time"}, []string{"To come"})
	})
}
