package tracker_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// met is a meeting of wg on 15 and 16 February 2024, with its record for an audience, that the secretariat keeps.
func (w *world) met(code string, audience workplan.Audience) *world {
	w.t.Helper()
	_, err := w.CreateMeeting(w.ctx(), w.as("desk"), workplan.NewMeeting{Code: code, Body: "wg",
		MeetingContent: workplan.MeetingContent{Name: "Meeting " + code, Starts: "2024-02-15", Ends: "2024-02-16", Audience: audience}})
	return w.tick(err)
}

func (w *world) decides(code, text string, audience workplan.Audience, items ...string) *world {
	w.t.Helper()
	_, err := w.RecordDecision(w.ctx(), w.as("desk"), code, workplan.Decision{Text: text, Audience: audience, Pointers: workplan.Pointers{Items: items}})
	return w.tick(err)
}

func (w *world) attend(code string, members ...string) *world {
	w.t.Helper()
	var in []workplan.Attendant
	for _, m := range members {
		in = append(in, workplan.Attendant{Member: m})
	}
	_, err := w.RecordAttendance(w.ctx(), w.as("desk"), code, in)
	return w.tick(err)
}

func (w *world) adopts(code string, on workplan.Date) *world {
	w.t.Helper()
	_, err := w.AdoptRecord(w.ctx(), w.as("chair"), code, nil, workplan.NewAdoption{On: on})
	return w.tick(err)
}

func (w *world) corrects(code string, on workplan.Date, how func(*workplan.MeetingState)) error {
	_, err := w.IssueCorrigendum(w.ctx(), w.as("chair"), code, nil, workplan.NewCorrigendum{Reason: "It was wrong.", EffectiveOn: on,
		Correct: func(m *workplan.MeetingState) error { how(m); return nil }})
	w.clock.move(time.Second)
	return err
}

func moved(place string) func(*workplan.MeetingState) {
	return func(m *workplan.MeetingState) { m.Place = place }
}

// refusal is the slug of a refusal and the faults it lists, "" for none.
func refusal(err error) string {
	var e *workplan.Error
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	parts := []string{e.Slug}
	for _, f := range e.Faults {
		parts = append(parts, f.Pointer+" "+f.Code)
	}
	return strings.Join(parts, ", ")
}

func TestAttendanceIsCompletedByTheRegister(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.standing("cland", "wg", workplan.MembershipCoChair).met("wg-9", workplan.AudiencePublic)
		rows, err := w.RecordAttendance(w.ctx(), w.as("desk"), "wg-9", []workplan.Attendant{{Member: "aland", Delegates: []workplan.Delegate{{Name: "Ada"}}}, {Member: "cland"},
			{Member: "bland", Capacity: workplan.CapacitySpeaker}, {Name: "Institute", Kind: workplan.KindCivilSociety}})
		must(t, err)
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprintf("%d %s %s %s", r.Number, r.Says.Member+r.Says.Name, r.Says.Capacity, r.Category))
		}
		if diff := cmp.Diff([]string{"1 aland member members", "2 cland co_chair members", "3 bland speaker speakers", "4 Institute guest civil_society"}, got); diff != "" {
			t.Error(diff)
		}
		_, err = w.RecordAttendance(w.ctx(), w.as("desk"), "wg-9", []workplan.Attendant{{Member: "dland"}, {Member: "aland", Capacity: workplan.CapacityObserver}, {}, {Name: "Other", Kind: workplan.KindState}})
		if got := refusal(err); got != "invalid, /attendants/2/member required, /attendants/1/member duplicate, /attendants/0/member unknown, /attendants/1/capacity contradicts_register" {
			t.Errorf("a bad batch: %s", got)
		}
		if kept, err := w.ListAttendance(w.ctx(), w.as("rita"), "wg-9", workplan.AttendanceFilter{}, workplan.Page{}, tracker.When{}); err != nil || len(kept.Rows) != 4 {
			t.Errorf("%d attendants are kept of a refused batch, %v", len(kept.Rows), err)
		}
		edit := func(change func(*workplan.Attendant)) (tracker.AttendantReading, error) {
			return w.EditAttendant(w.ctx(), w.as("desk"), "wg-9", 1, nil, func(a *workplan.Attendant) error { change(a); return nil })
		}
		if _, err := edit(func(a *workplan.Attendant) { a.Capacity = workplan.CapacityGuest }); refusal(err) != "invalid, /capacity contradicts_register" {
			t.Errorf("a capacity against the register: %v", err)
		}
		if a, err := edit(func(a *workplan.Attendant) { a.Capacity, a.Note = workplan.CapacityGuest, "Between two terms." }); err != nil || a.Category != workplan.CategoryOthers {
			t.Errorf("with a note: %+v, %v", a, err)
		}
		w.tick(nil)
		must(t, w.RemoveAttendant(w.ctx(), w.as("desk"), "wg-9", 4, nil))
		w.tick(nil)
		again, err := w.RecordAttendance(w.ctx(), w.as("desk"), "wg-9", []workplan.Attendant{{Name: "Institute", Kind: workplan.KindCivilSociety}})
		if err != nil || again[0].Number != 5 {
			t.Errorf("the number of one that was taken out is given again: %+v, %v", again, err)
		}
	})
}

func TestWhoAttendedIsFoundAsFarAsTheRecordIsRead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("olga", coChair("other")).met("wg-8", workplan.AudienceMembers).met("wg-9", workplan.AudiencePublic).met("wg-10", workplan.AudienceChairs)
		for _, code := range []string{"wg-8", "wg-9", "wg-10"} {
			w.attend(code, "aland")
		}
		before := w.clock.now()
		w.tick(nil).tick(w.RemoveAttendant(w.ctx(), w.as("desk"), "wg-9", 1, nil))
		for _, c := range []struct {
			as   string
			when tracker.When
			want string
		}{{"desk", tracker.When{}, "wg-10 wg-8"}, {"desk", tracker.When{KnownAt: before}, "wg-10 wg-8 wg-9"}, {"rita", tracker.When{}, "wg-8"}, {"rita", tracker.When{KnownAt: before}, "wg-8 wg-9"},
			{"olga", tracker.When{}, ""}, {"olga", tracker.When{KnownAt: before}, "wg-9"}} {
			list, err := w.ListMeetings(w.ctx(), w.as(c.as), workplan.MeetingFilter{Member: workplan.List{"aland"}}, workplan.Page{}, c.when)
			must(t, err)
			var got []string
			for _, m := range list.Rows {
				got = append(got, m.Code)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s, %v: %v, want %s", c.as, c.when, got, c.want)
			}
		}
	})
}

func TestDecisionsPointToWhatTheirReaderSees(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forChairs).endorsed("p", "2024-01").met("wg-9", workplan.AudienceMembers)
		w.decides("wg-9", "Both.", "", "p/1.1", "p/1.2").decides("wg-9", "Among the chairs.", workplan.AudienceChairs, "p/1.1")
		if _, err := w.RecordDecision(w.ctx(), w.as("desk"), "wg-9", workplan.Decision{Text: "x", Pointers: workplan.Pointers{Plans: workplan.List{"p", "q"}, Items: workplan.List{"p/9"}}}); refusal(err) != "invalid, /plans/1 unknown, /items/0 unknown" {
			t.Errorf("what is not there: %v", err)
		}
		for _, c := range []struct{ as, item, want string }{{"desk", "p/1.1", "1 p/1.1,p/1.2; 2 p/1.1"}, {"desk", "p/1.2", "1 p/1.1,p/1.2"}, {"rita", "p/1.1", "1 p/1.1"}, {"rita", "p/1.2", ""}} {
			list, err := w.ListDecisions(w.ctx(), w.as(c.as), workplan.DecisionFilter{Item: workplan.List{c.item}}, workplan.Page{}, tracker.When{})
			must(t, err)
			var got []string
			for _, d := range list.Rows {
				got = append(got, fmt.Sprintf("%d %s", d.Number, strings.Join(d.Says.Items, ",")))
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("%s of %s: %v, want %s", c.as, c.item, got, c.want)
			}
		}
		if _, err := w.Decision(w.ctx(), w.as("rita"), "wg-9", 2, tracker.When{}); workplan.KindOf(err) != workplan.NotFound {
			t.Errorf("a decision for the chairs: %v", err)
		}
		m, err := w.Meeting(w.ctx(), w.as("rita"), "wg-9", tracker.When{})
		if err != nil || len(m.Decisions) != 1 {
			t.Errorf("the meeting in brief shows %d decisions, %v", len(m.Decisions), err)
		}
	})
}

// What an entry points to in another body, and its editor does not see, stays when the editor changes the rest.
func TestAnEditKeepsWhatItsEditorDoesNotSee(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("olga", coChair("other")).user("both", secretariat("wg"), coChair("other")).met("wg-9", workplan.AudienceMembers)
		_, err := w.CreatePlan(w.ctx(), w.as("olga"), workplan.NewPlan{Code: "o", Body: "other", PlanContent: workplan.PlanContent{Title: "O"}})
		w.tick(err)
		_, err = w.RecordDecision(w.ctx(), w.as("both"), "wg-9", workplan.Decision{Text: "x", Pointers: workplan.Pointers{Plans: workplan.List{"o"}}})
		w.tick(err)
		d, err := w.EditDecision(w.ctx(), w.as("desk"), "wg-9", 1, nil, func(d *workplan.Decision) error { d.Plans = nil; d.Text = "y"; return nil })
		if w.tick(err); len(d.Says.Plans) > 0 {
			t.Errorf("the editor is shown %v", d.Says.Plans)
		}
		if d, err := w.Decision(w.ctx(), w.as("both"), "wg-9", 1, tracker.When{}); err != nil || !slices.Equal(d.Says.Plans, workplan.List{"o"}) || d.Says.Text != "y" {
			t.Errorf("%+v, %v", d, err)
		}
	})
}

func TestAnAdoptedRecordIsCorrectedOnlyByCorrigenda(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.met("wg-9", workplan.AudiencePublic).decides("wg-9", "First.", "").attend("wg-9", "aland").meeting("wg-10", "2024-02-28")
		if got := refusal(w.corrects("wg-9", "", moved("x"))); got != "record-not-adopted" {
			t.Errorf("a corrigendum to a draft: %s", got)
		}
		if _, err := w.AdoptRecord(w.ctx(), w.as("desk"), "wg-9", nil, workplan.NewAdoption{}); workplan.KindOf(err) != workplan.Forbidden {
			t.Errorf("the secretariat adopts: %v", err)
		}
		if _, err := w.AdoptRecord(w.ctx(), w.as("chair"), "wg-9", []int64{1}, workplan.NewAdoption{}); workplan.KindOf(err) != workplan.Stale {
			t.Errorf("adopted unseen: %v", err)
		}
		if _, err := w.AdoptRecord(w.ctx(), w.as("chair"), "wg-9", nil, workplan.NewAdoption{On: "2024-02-01", At: "none"}); refusal(err) != "invalid, /adopted_on out_of_order, /adopting_meeting unknown" {
			t.Errorf("a bad adoption: %v", err)
		}
		w.adopts("wg-9", "2024-02-20")
		for name, edit := range map[string]func() error{
			"the meeting": func() error {
				_, err := w.EditMeeting(w.ctx(), w.as("chair"), "wg-9", nil, func(m *workplan.MeetingContent) error { m.Place = "x"; return nil })
				return err
			},
			"a new decision": func() error {
				_, err := w.RecordDecision(w.ctx(), w.as("chair"), "wg-9", workplan.Decision{})
				return err
			},
			"a decision": func() error {
				_, err := w.EditDecision(w.ctx(), w.as("chair"), "wg-9", 1, nil, func(d *workplan.Decision) error { d.Text = ""; return nil })
				return err
			},
			"taking out": func() error { return w.RemoveAttendant(w.ctx(), w.as("chair"), "wg-9", 1, nil) },
			"a new session": func() error {
				_, err := w.AddSession(w.ctx(), w.as("chair"), "wg-9", workplan.Session{Title: "x"})
				return err
			},
			"adopting again": func() error {
				_, err := w.AdoptRecord(w.ctx(), w.as("chair"), "wg-9", nil, workplan.NewAdoption{})
				return err
			},
		} {
			if got := refusal(edit()); got != "record-adopted" {
				t.Errorf("%s: %s", name, got)
			}
		}
		_, err := w.EditMeeting(w.ctx(), w.as("desk"), "wg-9", nil, func(m *workplan.MeetingContent) error { m.Audience = workplan.AudienceMembers; return nil })
		w.tick(err)
		if _, err := w.IssueCorrigendum(w.ctx(), w.as("desk"), "wg-9", nil, workplan.NewCorrigendum{}); workplan.KindOf(err) != workplan.Forbidden {
			t.Errorf("the secretariat corrects: %v", err)
		}
		_, err = w.IssueCorrigendum(w.ctx(), w.as("chair"), "wg-9", nil, workplan.NewCorrigendum{DecidedAt: "none", EffectiveOn: "2024-02-19", Correct: func(m *workplan.MeetingState) error {
			workplan.AttendancePart.Add(m, workplan.Attendant{Member: "nobody"})
			m.Decisions = append(slices.Clone(m.Decisions), workplan.Entry[workplan.Decision]{Number: 7, Says: workplan.Decision{Text: "x"}})
			return nil
		}})
		if got := refusal(err); got != "invalid, /reason required, /effective_on out_of_order, /corrections/decisions/1/number unknown, /deciding_meeting unknown, /corrections/attendance/1/member unknown" {
			t.Errorf("a bad corrigendum: %s", got)
		}
		must(t, w.corrects("wg-9", "2024-02-22", moved("Elsewhere")))
		if got := refusal(w.corrects("wg-9", "2024-02-21", moved("There"))); got != "invalid, /effective_on out_of_order" {
			t.Errorf("a corrigendum before the last: %s", got)
		}
		must(t, w.corrects("wg-9", "", func(m *workplan.MeetingState) { workplan.AttendancePart.Add(m, workplan.Attendant{Member: "cland"}) }))
		for _, c := range []struct {
			when    tracker.When
			place   string
			adopted bool
			attend  int
			issued  int
		}{{tracker.When{}, "Elsewhere", true, 2, 2}, {tracker.When{AsOf: "2024-02-22"}, "Elsewhere", true, 1, 1}, {tracker.When{AsOf: "2024-02-21"}, "", true, 1, 0}, {tracker.When{AsOf: "2024-02-19"}, "", false, 1, 0}} {
			m, err := w.Meeting(w.ctx(), w.as("rita"), "wg-9", c.when)
			if err != nil || m.Place != c.place || m.Adopted() != c.adopted || len(m.Attendance) != c.attend || m.Corrigenda != c.issued {
				t.Errorf("%v: %q, adopted on %q, %d attended, %d corrigenda, %v", c.when, m.Place, m.AdoptedOn, len(m.Attendance), m.Corrigenda, err)
			}
		}
		k, err := w.Corrigendum(w.ctx(), w.as("rita"), "wg-9", 2, tracker.When{})
		if err != nil || len(k.After.Attendance) != 1 || k.After.Attendance[0].Says.Capacity != workplan.CapacityObserver || len(k.Before.Attendance) != 0 {
			t.Errorf("%+v, %v", k, err)
		}
	})
}

func TestAPreviewOfACorrigendumIssuesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.met("wg-9", workplan.AudienceMembers).adopts("wg-9", "2024-02-20")
		before, err := w.Meeting(w.ctx(), w.as("chair"), "wg-9", tracker.When{})
		must(t, err)
		in := workplan.NewCorrigendum{Reason: "It was elsewhere.", EffectiveOn: "2024-02-20", Correct: func(m *workplan.MeetingState) error {
			m.Place = "Elsewhere"
			return nil
		}}
		k, err := w.PreviewCorrigendum(w.ctx(), w.as("chair"), "wg-9", []int64{before.Version}, in)
		must(t, err)
		if k.Number != 1 || k.After.Place != "Elsewhere" || k.Before.Place != before.Place || k.Audience != workplan.AudienceMembers {
			t.Errorf("the preview: %+v", k)
		}
		if now, err := w.Meeting(w.ctx(), w.as("chair"), "wg-9", tracker.When{}); err != nil || now.Version != before.Version || now.Place != before.Place || now.Corrigenda != 0 {
			t.Errorf("after the preview: %+v, %v", now, err)
		}
		if _, err := w.PreviewCorrigendum(w.ctx(), w.as("desk"), "wg-9", nil, in); workplan.KindOf(err) != workplan.Forbidden {
			t.Errorf("the secretariat previews one: %v", err)
		}
		if _, err := w.PreviewCorrigendum(w.ctx(), w.as("chair"), "wg-9", []int64{before.Version - 1}, in); workplan.KindOf(err) != workplan.Stale {
			t.Errorf("of a record that has changed: %v", err)
		}
		issued, err := w.IssueCorrigendum(w.ctx(), w.as("chair"), "wg-9", []int64{before.Version}, in)
		if err != nil || issued.Number != k.Number || issued.After.Place != k.After.Place {
			t.Errorf("issued after the preview: %+v, %v", issued, err)
		}
	})
}

func TestACorrigendumIsHiddenWithWhatItCorrects(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("olga", coChair("other")).met("wg-9", workplan.AudiencePublic).decides("wg-9", "Among the chairs.", workplan.AudienceChairs)
		_, err := w.RecordAttendance(w.ctx(), w.as("desk"), "wg-9", []workplan.Attendant{{Member: "aland", Delegates: []workplan.Delegate{{Name: "Ada Secret"}}}})
		w.tick(err).adopts("wg-9", "2024-02-20")
		must(t, w.corrects("wg-9", "", func(m *workplan.MeetingState) {
			m.Decisions = slices.Clone(m.Decisions)
			m.Decisions[0].Says.Text = "Otherwise."
		}))
		must(t, w.corrects("wg-9", "", moved("Elsewhere")))
		must(t, w.corrects("wg-9", "", func(m *workplan.MeetingState) {
			m.Attendance = slices.Clone(m.Attendance)
			m.Attendance[0].Says.Note = "Late."
		}))
		for as, want := range map[string]string{"desk": "1 2 3", "rita": "2 3", "olga": "2 3"} {
			list, err := w.ListCorrigenda(w.ctx(), w.as(as), "wg-9", workplan.Page{}, tracker.When{})
			must(t, err)
			var got []string
			for _, k := range list.Rows {
				got = append(got, fmt.Sprint(k.Number))
			}
			m, err := w.Meeting(w.ctx(), w.as(as), "wg-9", tracker.When{})
			if strings.Join(got, " ") != want || err != nil || m.Corrigenda != len(got) {
				t.Errorf("%s is told of %v, and of %d; %v", as, got, m.Corrigenda, err)
			}
			if named := strings.Contains(fmt.Sprint(list.Rows, m), "Ada Secret"); named != (as != "olga") {
				t.Errorf("a delegate is named to %s: %v", as, named)
			}
		}
		if list, err := w.ListCorrigenda(w.ctx(), w.as("rita"), "wg-9", workplan.Page{Limit: 1}, tracker.When{}); err != nil || len(list.Next) == 0 {
			t.Errorf("the first page: %+v, %v", list, err)
		}
	})
}

// The day of a meeting is that of its latest correction that was known, and its attendance too, whatever day the corrigendum took effect.
func TestReportsStandAtTheCorrectedDayOfAMeeting(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").met("wg-9", workplan.AudienceMembers).attend("wg-9", "aland").adopts("wg-9", "2024-02-20")
		before := w.clock.now()
		w.tick(nil).until("2024-03-10")
		must(t, w.corrects("wg-9", "", func(m *workplan.MeetingState) {
			m.Ends = "2024-02-17"
			workplan.AttendancePart.Add(m, workplan.Attendant{Member: "cland"})
		}))
		for _, c := range []struct {
			as     string
			known  time.Time
			day    workplan.Date
			attend string
		}{{"desk", time.Time{}, "2024-02-17", "members 1, observers 1"}, {"desk", before, "2024-02-16", "members 1"}, {"rita", time.Time{}, "2024-02-17", "members 1, observers 1"}} {
			r, err := w.CompletionReport(w.ctx(), w.as(c.as), "p", tracker.ReportRequest{When: tracker.When{Meeting: "wg-9", KnownAt: c.known}})
			if err != nil || r.AsOf != c.day || attendanceIn(r) != c.attend {
				t.Errorf("%s: as of %s, %s, want %+v; %v", c.as, r.AsOf, attendanceIn(r), c, err)
			}
			if strings.Contains(fmt.Sprint(r.Meeting, r.Meetings, r.LastMeeting), "aland") {
				t.Errorf("the report holds the record of the meeting: %+v", r.Meeting)
			}
		}
	})
}

func attendanceIn(r workplan.CompletionReport) string {
	var counts []string
	if r.Attendance != nil {
		for _, c := range r.Attendance.Counts {
			counts = append(counts, fmt.Sprintf("%s %d", c.Category, c.Count))
		}
	}
	return strings.Join(counts, ", ")
}

// Who attended is told in reports for those who read the record, then and now; no report names a delegate.
func TestAReportTellsOfTheAttendanceToThoseWhoReadTheRecord(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		want := map[workplan.Audience]string{workplan.AudiencePublic: "public members chairs", workplan.AudienceMembers: "members chairs", workplan.AudienceChairs: "chairs"}
		for record, to := range want {
			code := "met-" + string(record)
			w.met(code, record)
			_, err := w.RecordAttendance(w.ctx(), w.as("desk"), code, []workplan.Attendant{{Member: "aland", Delegates: []workplan.Delegate{{Name: "Ada Secret"}}}})
			w.tick(err)
			var told []string
			for _, audience := range workplan.Audiences {
				r, err := w.CompletionReport(w.ctx(), w.as("desk"), "p", tracker.ReportRequest{When: tracker.When{Meeting: code}, Scope: workplan.ReportScope{Audience: audience}})
				if err != nil && audience != workplan.AudiencePublic {
					t.Fatal(err)
				}
				if err == nil && r.Attendance != nil {
					told = append(told, string(audience))
				}
				if strings.Contains(fmt.Sprintf("%+v", r), "Ada Secret") {
					t.Errorf("a report for %s names a delegate", audience)
				}
			}
			if got := strings.TrimPrefix(to, "public "); strings.Join(told, " ") != got { // the plan itself is for members
				t.Errorf("the attendance of a record for %s is told to %v, want %s", record, told, got)
			}
			if r, err := w.CompletionReport(w.ctx(), w.as("desk"), "p", tracker.ReportRequest{When: tracker.When{Meeting: code}, Scope: workplan.ReportScope{Leads: workplan.List{"aland"}}}); err != nil || r.Attendance != nil {
				t.Errorf("a report on one lead tells of the attendance: %v", err)
			}
		}
	})
}

// A reader is told by no time and no version of what is written for others.
func TestWhatIsNotForAReaderDoesNotTouchTheMeeting(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.met("wg-9", workplan.AudiencePublic).decides("wg-9", "All.", "")
		before, err := w.Meeting(w.ctx(), w.as("rita"), "wg-9", tracker.When{})
		must(t, err)
		w.tick(nil).decides("wg-9", "Among the chairs.", workplan.AudienceChairs)
		after, err := w.Meeting(w.ctx(), w.as("rita"), "wg-9", tracker.When{})
		if err != nil || after.Version != before.Version || !after.UpdatedAt.Equal(before.UpdatedAt) {
			t.Errorf("version %d and %d, updated at %v and %v; %v", before.Version, after.Version, before.UpdatedAt, after.UpdatedAt, err)
		}
		w.tick(nil).decides("wg-9", "All again.", "")
		if later, err := w.Meeting(w.ctx(), w.as("rita"), "wg-9", tracker.When{}); err != nil || !later.UpdatedAt.After(after.UpdatedAt) {
			t.Errorf("a decision for all does not show: %v, %v", later.UpdatedAt, err)
		}
		if m, err := w.Meeting(w.ctx(), w.as("desk"), "wg-9", tracker.When{}); err != nil || m.Version != 4 {
			t.Errorf("its keeper sees version %d, %v", m.Version, err)
		}
	})
}

func TestUpdatesMadeAtAMeetingAreFound(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").met("wg-9", workplan.AudienceMembers)
		for _, meeting := range []string{"", "wg-9"} {
			_, err := w.PostStatusUpdate(context.Background(), w.as("ana"), "p", "1.1", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Done: "At " + meeting, Meeting: meeting}})
			w.tick(err)
		}
		for meeting, want := range map[string]int{"wg-9": 1, "wg-8": 0} {
			list, err := w.ListStatusUpdates(w.ctx(), w.as("rita"), workplan.UpdateFilter{Meeting: workplan.List{meeting}}, workplan.Page{}, tracker.When{})
			if err != nil || len(list.Rows) != want {
				t.Errorf("%d updates at %s, %v", len(list.Rows), meeting, err)
			}
		}
	})
}

// Who reads of an attendance in the past must be let in by the audience that the record had then, and by the one that it has now.
func TestAnAttendanceThatWasNarrowedOrOpenedSinceIsNotToldOfThen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		for code, turn := range map[string][2]workplan.Audience{"narrowed": {workplan.AudienceMembers, workplan.AudienceChairs}, "opened": {workplan.AudienceChairs, workplan.AudienceMembers}} {
			w.met(code, turn[0]).attend(code, "aland")
			before := w.clock.now()
			w.tick(nil)
			_, err := w.EditMeeting(w.ctx(), w.as("desk"), code, nil, func(m *workplan.MeetingContent) error { m.Audience = turn[1]; return nil })
			w.tick(err)
			for as, known := range map[string]time.Time{"rita": before, "desk": before} {
				r, err := w.CompletionReport(w.ctx(), w.as(as), "p", tracker.ReportRequest{When: tracker.When{Meeting: code, KnownAt: known}})
				if err != nil || (r.Attendance != nil) != (as == "desk") {
					t.Errorf("%s, of a record that was %s: %+v, %v", as, code, r.Attendance, err)
				}
				m, err := w.Meeting(w.ctx(), w.as(as), code, tracker.When{KnownAt: known})
				if err != nil || (len(m.Attendance) > 0) != (as == "desk") {
					t.Errorf("%s reads %d attendants of a record that was %s, %v", as, len(m.Attendance), code, err)
				}
			}
		}
	})
}
