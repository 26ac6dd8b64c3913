package web_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestACoChairAdoptsARecord(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.record(workplan.AudienceMembers)
		page := l.read("chair", "/meetings/wg-1/adopt")
		l.says("the record before it is adopted", page, []string{"An adopted record is no longer edited.", "Decided for .", "Decided for chairs.", "Opening session", "The &lt;b&gt;plan&lt;/b&gt;", "Land of aland", "A visitor",
			"6 to 8 February 2024"}, nil)
		form := fieldsOf(t, page, "")
		l.refuses("chair", "/meetings/wg-1/adopt", typed(form, "adopted_on", "2024-01-01", "note", "Typed."), http.StatusUnprocessableEntity, "lies before the end of the meeting", `href="#adopted_on"`, "Typed.")
		l.done("desk", "/meetings/wg-1/sessions/new", typed(l.form("desk", "/meetings/wg-1/sessions/new"), "title", "Late session"))
		stale := l.refuses("chair", "/meetings/wg-1/adopt", form, http.StatusPreconditionFailed, "Somebody has changed this since you opened the form", "Late session")
		form = typed(fieldsOf(t, stale, ""), "adopted_on", "2024-03-01", "note", "Adopted without change.")
		to := l.done("chair", "/meetings/wg-1/adopt", form)
		if to != "/meetings/wg-1?done=adopted" || l.done("chair", "/meetings/wg-1/adopt", form) != to {
			t.Errorf("adopted at %s, or elsewhere when sent twice", to)
		}
		if m := l.met("wg-1"); m.AdoptedOn != "2024-03-01" || m.AdoptedBy != "chair" || m.AdoptionNote != "Adopted without change." {
			t.Errorf("adopted: %+v", m.Adoption)
		}
		l.says("the meeting then", main(l.read("desk", "/meetings/wg-1")), []string{"adopted on 1 March 2024", "Who reads the record"}, []string{"/sessions/1/edit", "Record a decision", "/new", "/adopt"})
		l.says("for the chair", main(l.read("chair", "/meetings/wg-1")), []string{"Issue a corrigendum", "Add by corrigendum", "/decisions/1/edit"}, []string{"Edit the meeting", "/adopt"})
		if status, page := l.get("chair", "/meetings/wg-1/adopt"); status != http.StatusConflict {
			t.Errorf("it is adopted again: %d\n%s", status, main(page))
		}
		must[tracker.MeetingReading](t)(l.CreateMeeting(context.Background(), as("chair"), workplan.NewMeeting{Code: "wg-2", Body: "wg", MeetingContent: workplan.MeetingContent{Name: "Second", Starts: "2025-02"}}))
		if status, _ := l.get("chair", "/meetings/wg-2/adopt"); status != http.StatusConflict {
			t.Errorf("a meeting to come is adopted: %d", status)
		}
		l.says("a meeting to come", l.read("chair", "/meetings/wg-2"), []string{"Edit the meeting"}, []string{"/adopt"})
	})
}

// adopted is a library whose meeting has a record that was adopted.
func (l *library) adopted() {
	l.record(workplan.AudienceMembers)
	must[tracker.MeetingReading](l.t)(l.AdoptRecord(context.Background(), as("chair"), "wg-1", nil, workplan.NewAdoption{On: "2024-03-01"}))
}

// TestAnAdoptedRecordIsCorrectedOnPages: each form of the record makes a corrigendum then, which is shown before it is issued, and issued once.
func TestAnAdoptedRecordIsCorrectedOnPages(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.adopted()
		at := "/meetings/wg-1/decisions/1/edit"
		form := typed(l.form("chair", at), "text", "Resolved.", "act", "preview")
		l.refuses("chair", at, form, http.StatusUnprocessableEntity, "say why the record is corrected", `href="#reason"`, "Resolved.")
		page := l.refuses("chair", at, typed(form, "reason", "A word was wrong.", "effective_on", "2024-04-01"), http.StatusOK, "Corrigendum 1 before it is issued", "A corrigendum is kept for ever.", "Decision 1", "Decided for .", "Resolved.", "A word was wrong.", "1 April 2024", "Members and observers")
		if m := l.met("wg-1"); m.Corrigenda != 0 || m.Decisions[0].Says.Text == "Resolved." {
			t.Fatalf("the preview has corrected the record: %+v", m)
		}
		shown := fieldsOf(t, page, "")
		l.says("going on editing", l.refuses("chair", at, typed(shown, "act", "edit"), http.StatusOK), []string{`<textarea id="text"`, "Resolved.", "A word was wrong."}, nil)
		issue := typed(shown, "act", "issue")
		to := l.done("chair", at, issue)
		if to != "/meetings/wg-1?done=corrected#corrigenda" || l.done("chair", at, issue) != to {
			t.Errorf("issued at %s, or elsewhere when sent twice", to)
		}
		if m := l.met("wg-1"); m.Corrigenda != 1 || m.Decisions[0].Says.Text != "Resolved." {
			t.Errorf("corrected: %+v", m)
		}
		l.refuses("chair", at, typed(issue, "key", "other", "text", "Otherwise."), http.StatusPreconditionFailed, "Somebody has changed this", "Otherwise.")
		l.correct("/meetings/wg-1/corrigenda/new", "place", "Elsewhere", "headcount-members", "9")
		l.correct("/meetings/wg-1/sessions/new", "title", "Closing session")
		l.correct("/meetings/wg-1/attendance/new", "member", "bland", "name-1", "Late Visitor", "kind-1", "civil_society")
		l.correct("/meetings/wg-1/attendance/2/remove")
		m := l.met("wg-1")
		if m.Corrigenda != 5 || m.Place != "Elsewhere" || m.Headcounts.Of(workplan.CategoryMembers) != 9 || len(m.Sessions) != 2 || len(m.Attendance) != 4 || m.Attendance.At(2) >= 0 || m.Attendance[2].Says.Capacity != workplan.CapacityMember {
			t.Errorf("corrected: %+v", m)
		}
	})
}

// correct has the chair issue a corrigendum with a form.
func (l *library) correct(at string, pairs ...string) {
	l.t.Helper()
	values := typed(typed(l.form("chair", at), "reason", "It was wrong."), pairs...)
	page := l.refuses("chair", at, typed(values, "act", "preview"), http.StatusOK, "before it is issued")
	l.done("chair", at, typed(fieldsOf(l.t, page, ""), "act", "issue"))
}

// TestACorrigendumIsRefusedWhereItSays: what is wrong with it stands at the fields of the form by which it was asked for.
func TestACorrigendumIsRefusedWhereItSays(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.adopted()
		for _, c := range []struct {
			at    string
			fill  []string
			shown []string
		}{
			{"/meetings/wg-1/decisions/1/edit", []string{"text", ""}, []string{`href="#text"`, "say what was decided"}},
			{"/meetings/wg-1/decisions/1/edit", []string{"effective_on", "2024-02-01"}, []string{`href="#effective_on"`, "what is to read otherwise"}},
			{"/meetings/wg-1/decisions/new", []string{"text", "x", "proposals", "one"}, []string{`href="#proposals"`, "is not the number of a proposal"}},
			{"/meetings/wg-1/corrigenda/new", []string{"starts", "some day", "headcount-others", "none"}, []string{`href="#headcounts"`}},
			{"/meetings/wg-1/corrigenda/new", []string{"name", ""}, []string{`href="#name"`}},
			{"/meetings/wg-1/attendance/new", []string{"name-2", "Nobody knows"}, []string{`href="#others"`, "Nobody knows: "}},
			{"/meetings/wg-1/sessions/1/remove", nil, []string{"the meeting has no session 1"}},
		} {
			form := typed(typed(l.form("chair", c.at), "reason", "Typed."), c.fill...)
			for _, act := range []string{"preview", "issue"} {
				l.refuses("chair", c.at, typed(form, "act", act), http.StatusUnprocessableEntity, append(c.shown, "Typed.")...)
			}
		}
		if m := l.met("wg-1"); m.Corrigenda != 0 {
			t.Errorf("%d were issued", m.Corrigenda)
		}
	})
}

// TestOnlyTheAudienceOfAnAdoptedRecordIsForTheSecretariat: all else is for the co-chairs.
func TestOnlyTheAudienceOfAnAdoptedRecordIsForTheSecretariat(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.adopted()
		for _, at := range []string{"/meetings/wg-1/decisions/1/edit", "/meetings/wg-1/sessions/new", "/meetings/wg-1/attendance/new", "/meetings/wg-1/attendance/1/remove", "/meetings/wg-1/corrigenda/new", "/meetings/wg-1/adopt"} {
			for _, who := range []string{"desk", "rita", "ana", "root"} {
				if status, page := l.get(who, at); status != http.StatusForbidden {
					t.Errorf("%s opens %s: %d\n%s", who, at, status, main(page))
				}
			}
		}
		for at, form := range map[string]url.Values{"/meetings/wg-1/decisions/1/edit": {"text": {"x"}, "reason": {"x"}, "act": {"issue"}}, "/meetings/wg-1/corrigenda/new": {"place": {"x"}, "reason": {"x"}, "act": {"issue"}}} {
			if w := l.posts("desk", at, form); w.Code != http.StatusForbidden {
				t.Errorf("the secretariat sends %s: %d", at, w.Code)
			}
		}
		page := l.read("desk", "/meetings/wg-1/edit")
		l.says("who reads it", page, []string{"Who reads the record", `name="audience"`}, []string{`name="place"`, `name="reason"`})
		l.done("desk", "/meetings/wg-1/edit", typed(fieldsOf(t, page, ""), "audience", "chairs", "place", "Smuggled"))
		if m := l.met("wg-1"); m.Audience != workplan.AudienceChairs || m.Place == "Smuggled" || m.Corrigenda != 0 {
			t.Errorf("then: %+v", m.MeetingContent)
		}
		l.says("a reader", main(l.read("rita", "/meetings/wg-1")), nil, []string{"Decided for", "corrigend", "/edit"})
	})
}
