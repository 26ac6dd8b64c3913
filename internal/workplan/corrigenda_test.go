package workplan

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestARecordIsAdoptedOnceWhenItsMeetingIsOver(t *testing.T) {
	for name, c := range map[string]struct {
		starts, ends PartialDate
		adopted      Date
		in           NewAdoption
		slug         string
		faults       []string
		on           Date
	}{
		"today":               {"2023-11-07", "2023-11-08", "", NewAdoption{}, "", nil, testToday},
		"on its last day":     {"2023-11-07", "2023-11-08", "", NewAdoption{On: "2023-11-08", At: "wg-10", Note: "x"}, "", nil, "2023-11-08"},
		"no date is recorded": {"", "", "", NewAdoption{On: "2015-01-01"}, "", nil, "2015-01-01"},
		"a year, half over":   {PartialDate(testToday[:4]), "", "", NewAdoption{}, "", nil, testToday},
		"before its last day": {"2023-11-07", "2023-11-08", "", NewAdoption{On: "2023-11-07"}, "", []string{"/adopted_on out_of_order"}, ""},
		"in the future":       {"2023-11-07", "", "", NewAdoption{On: testToday.AddDays(1)}, "", []string{"/adopted_on in_future"}, ""},
		"no day, no code":     {"2023-11-07", "", "", NewAdoption{On: "2023", At: "The Tenth", Note: "\x00"}, "", []string{"/adopted_on not_a_date", "/adopting_meeting bad_code", "/note bad_character"}, ""},
		"still to come":       {"2023-11-07", PartialDate(testToday.AddDays(1)), "", NewAdoption{}, "meeting-not-over", nil, ""},
		"adopted before":      {"2023-11-07", "2023-11-08", "2024-01-01", NewAdoption{}, "record-adopted", nil, ""},
	} {
		m := Meeting{Code: "wg-9", MeetingContent: MeetingContent{Starts: c.starts, Ends: c.ends}, Adoption: Adoption{AdoptedOn: c.adopted}}
		got, err := m.Adopt(c.in, "chair", testToday)
		e, _ := err.(*Error)
		switch {
		case c.slug != "" && (e == nil || e.Slug != c.slug), c.faults != nil && (e == nil || !slices.Equal(told(e.Faults), c.faults)), c.slug == "" && c.faults == nil && err != nil:
			t.Errorf("%s: %v", name, err)
		case err == nil && (got != Adoption{c.on, c.in.At, "chair", c.in.Note}):
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestOnlyTheAudienceOfAnAdoptedRecordIsEdited(t *testing.T) {
	edits := map[string]func(*MeetingState){
		"nothing": func(*MeetingState) {}, "audience": func(m *MeetingState) { m.Audience = AudienceChairs }, "name": func(m *MeetingState) { m.Name = "x" }, "dates": func(m *MeetingState) { m.Ends = "2023-11-09" },
		"place": func(m *MeetingState) { m.Place = "x" }, "note": func(m *MeetingState) { m.Note = "x" }, "reported": func(m *MeetingState) { m.Reported = LeadReports{{"p", List{"aus"}}} },
		"headcounts": func(m *MeetingState) { m.Headcounts = Headcounts{{CategoryMembers, 3}} }, "sessions": func(m *MeetingState) { m.Sessions = nil }, "agenda": func(m *MeetingState) { m.Agenda = nil },
		"attendance": func(m *MeetingState) { m.Attendance = nil }, "decisions": func(m *MeetingState) { m.Decisions = nil }, "both": func(m *MeetingState) { m.Audience, m.Name = AudienceChairs, "x" },
	}
	for name, edit := range edits {
		for _, adopted := range []Date{"", "2024-01-01"} {
			before := metFor(AudiencePublic).State()
			before.AdoptedOn = adopted
			after := before
			edit(&after)
			err := before.Locked("wg-9", after)
			want := adopted != "" && name != "nothing" && name != "audience"
			if e, _ := err.(*Error); (err != nil) != want || want && e.Slug != "record-adopted" {
				t.Errorf("%s, adopted on %q: %v", name, adopted, err)
			}
		}
	}
}

// adoptedFor is the meeting of metFor, adopted on 1 January 2024.
func adoptedFor(audience Audience) Meeting {
	m := metFor(audience)
	m.AdoptedOn, m.ContentOn = "2024-01-01", "2024-01-01"
	return m
}

func TestTheRulesOfACorrigendum(t *testing.T) {
	place := func(m *MeetingState) { m.Place = "Elsewhere" }
	for name, c := range map[string]struct {
		in      NewCorrigendum
		correct func(*MeetingState)
		want    []string
	}{
		"as it should be": {NewCorrigendum{Reason: "r"}, place, nil},
		"on its adoption": {NewCorrigendum{Reason: "r", EffectiveOn: "2024-01-01", DecidedAt: "wg-10"}, place, nil},
		"no reason":       {NewCorrigendum{Reason: " ", DecidedAt: "The Tenth"}, place, []string{"/deciding_meeting bad_code", "/reason required"}},
		"before adoption": {NewCorrigendum{Reason: "r", EffectiveOn: "2023-12-31"}, place, []string{"/effective_on out_of_order"}},
		"in the future":   {NewCorrigendum{Reason: "r", EffectiveOn: testToday.AddDays(1)}, place, []string{"/effective_on in_future"}},
		"no day":          {NewCorrigendum{Reason: "r", EffectiveOn: "2024-13-01"}, place, []string{"/effective_on in_future", "/effective_on not_a_date"}},
		"nothing":         {NewCorrigendum{Reason: "r"}, func(*MeetingState) {}, []string{"/corrections required"}},
		"a broken rule":   {NewCorrigendum{Reason: "r"}, func(m *MeetingState) { m.Name = "" }, []string{"/corrections/name required"}},
	} {
		m := adoptedFor(AudiencePublic)
		after := m.State()
		c.correct(&after)
		content, f, err := m.Correct(c.in, after, testToday)
		if diff := cmp.Diff(append([]string{}, c.want...), told(f)); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
		if c.want == nil && (content.BeforeText != `{"place":""}` || content.AfterText != `{"place":"Elsewhere"}` || content.Audience != AudiencePublic) {
			t.Errorf("%s: %+v", name, content)
		}
	}
	if _, _, err := metFor("").Correct(NewCorrigendum{Reason: "r"}, MeetingState{}, testToday); err == nil || err.(*Error).Slug != "record-not-adopted" {
		t.Errorf("a record that was not adopted: %v", err)
	}
}

// What is corrected has one audience, that of the record, of its decisions or of delegates; otherwise it takes several corrigenda.
func TestACorrigendumIsForWhoReadsWhatItCorrects(t *testing.T) {
	place := func(m *MeetingState) { m.Place = "Elsewhere" }
	text := func(n int) func(*MeetingState) {
		return func(m *MeetingState) {
			m.Decisions = slices.Clone(m.Decisions)
			m.Decisions[n].Says.Text = "Corrected."
		}
	}
	delegates := func(m *MeetingState) {
		m.Attendance = slices.Clone(m.Attendance)
		m.Attendance[0].Says.Delegates = []Delegate{{Name: "Bea"}}
	}
	came := func(m *MeetingState) { AttendancePart.Add(m, Attendant{Member: "idn", Capacity: CapacityMember}) }
	decided := func(m *MeetingState) { DecisionPart.Add(m, Decision{Text: "New.", Audience: AudienceChairs}) }
	narrowed := func(m *MeetingState) {
		m.Decisions = slices.Clone(m.Decisions)
		m.Decisions[0].Says.Audience = AudienceChairs
	}
	both := func(edits ...func(*MeetingState)) func(*MeetingState) {
		return func(m *MeetingState) {
			for _, edit := range edits {
				edit(m)
			}
		}
	}
	for name, c := range map[string]struct {
		record  Audience
		correct func(*MeetingState)
		want    Audience // "" is mixed
	}{
		"the place":                  {AudiencePublic, place, AudiencePublic},
		"the place, for members":     {AudienceMembers, place, AudienceMembers},
		"a decision for all":         {AudiencePublic, both(place, text(0)), AudiencePublic},
		"a decision for members":     {AudiencePublic, text(1), AudienceMembers},
		"a decision for the chairs":  {AudiencePublic, text(2), AudienceChairs},
		"a new one for the chairs":   {AudiencePublic, decided, AudienceChairs},
		"delegates":                  {AudiencePublic, delegates, AudienceMembers},
		"delegates, for members":     {AudienceMembers, both(place, delegates), AudienceMembers},
		"who came":                   {AudiencePublic, both(came, delegates), AudiencePublic},
		"place and a chairs' one":    {AudiencePublic, both(place, text(2)), ""},
		"decisions of two circles":   {AudiencePublic, both(text(0), text(1)), ""},
		"a decision narrowed":        {AudiencePublic, narrowed, AudienceChairs},
		"place and delegates":        {AudiencePublic, both(place, delegates), ""},
		"all in a record for chairs": {AudienceChairs, both(place, text(0), text(2), delegates, came), AudienceChairs},
	} {
		m := adoptedFor(c.record)
		if c.record == AudienceChairs {
			m.Decisions[1].Says.Audience = ""
		}
		after := m.State()
		c.correct(&after)
		content, f, err := m.Correct(NewCorrigendum{Reason: "r"}, after, testToday)
		if mixed := slices.Contains(told(f), "/corrections mixed_audiences"); err != nil || mixed != (c.want == "") || !mixed && content.Audience != c.want {
			t.Errorf("%s: for %s, %v, %v", name, content.Audience, told(f), err)
		}
	}
}

func TestACorrigendumReadsBackWithWhatDiffers(t *testing.T) {
	m := adoptedFor(AudienceMembers)
	after := m.State()
	after.Place = "Elsewhere"
	after.Decisions = slices.Clone(after.Decisions)
	after.Decisions[0].Says.Text = "Corrected."
	DecisionPart.Add(&after, Decision{Text: "New."})
	content, f, err := m.Correct(NewCorrigendum{Reason: "r"}, after, testToday)
	if err != nil || len(f) > 0 {
		t.Fatal(err, f)
	}
	r, err := Corrigendum{Meeting: "wg-9", Number: 2, CorrigendumContent: content}.Read()
	if err != nil || !slices.Equal(r.Fields, []string{"decisions", "place"}) || r.Before.Place != "" || r.After.Place != "Elsewhere" || r.Object() != "corrigendum wg-9/2" {
		t.Errorf("%+v, %v", r, err)
	}
	if len(r.Before.Decisions) != 1 || len(r.After.Decisions) != 2 || r.After.Decisions[0].Number != 1 || r.After.Decisions[1].Number != 4 {
		t.Errorf("before %+v, after %+v", r.Before.Decisions, r.After.Decisions)
	}
	for _, broken := range []string{"", `{"colour":"red"}`} {
		if _, err := (Corrigendum{CorrigendumContent: CorrigendumContent{BeforeText: broken, AfterText: "{}"}}).Read(); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
	early := time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	rows := []Corrigendum{{Number: 1, RecordedAt: early, CorrigendumContent: CorrigendumContent{EffectiveOn: "2024-01-10"}}, {Number: 2, RecordedAt: early.AddDate(0, 1, 0), CorrigendumContent: CorrigendumContent{EffectiveOn: "2024-01-20"}}}
	for want, v := range map[int]View{0: {AsOf: "2024-01-09"}, 1: {AsOf: "2024-01-31", KnownAt: early}, 2: {AsOf: "2024-01-20"}} {
		if got := CorrigendaIn(rows, v); len(got) != want {
			t.Errorf("%+v: %d corrigenda, want %d", v, len(got), want)
		}
	}
}
