package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// difference is something that a corrigendum has read otherwise. Before or After is "" where it was, or will be, nothing.
type difference struct{ What, Before, After string }

// Differences are what the corrigendum of a page has read otherwise, in the order of the record.
func (p recordPage) Differences() []difference {
	return differences(p.lang, *p.Preview, p.names)
}

// factsOf are the facts of a meeting that a corrigendum can correct, by the names of their fields, as a page calls and writes them.
var factsOf = []struct {
	field, text string
	write       func(l *language.Language, m workplan.MeetingState) string
}{
	{"name", "Name", func(_ *language.Language, m workplan.MeetingState) string { return m.Name }},
	{"number", "Number", func(_ *language.Language, m workplan.MeetingState) string { return numeral(m.Number) }},
	{"starts", "First day", func(l *language.Language, m workplan.MeetingState) string { return l.Period(m.Starts) }},
	{"ends", "Last day", func(l *language.Language, m workplan.MeetingState) string { return l.Period(m.Ends) }},
	{"date_note", "Note on the dates", func(_ *language.Language, m workplan.MeetingState) string { return m.DateNote }},
	{"place", "Place", func(_ *language.Language, m workplan.MeetingState) string { return m.Place }},
	{"attendance_note", "Attendance in words", func(_ *language.Language, m workplan.MeetingState) string { return m.AttendanceNote }},
	{"headcounts", "Numbers without names", func(l *language.Language, m workplan.MeetingState) string {
		var counts []string
		for _, h := range m.Headcounts {
			counts = append(counts, l.Word(h.Category)+": "+l.Number(h.Count))
		}
		return strings.Join(counts, "\n")
	}},
	{"reported", "Who reported", func(_ *language.Language, m workplan.MeetingState) string {
		var reports []string
		for _, r := range m.Reported {
			reports = append(reports, r.Plan+": "+strings.Join(r.Leads, ", "))
		}
		return strings.Join(reports, "\n")
	}},
	{"note", "Note", func(_ *language.Language, m workplan.MeetingState) string { return m.Note }},
	{"source", "Source", func(_ *language.Language, m workplan.MeetingState) string { return m.Source }},
}

// differences writes what a corrigendum corrects. Names are those of members.
func differences(l *language.Language, k workplan.CorrigendumReading, names map[string]string) []difference {
	var list []difference
	for _, fact := range factsOf {
		if slices.Contains(k.Fields, fact.field) {
			list = append(list, difference{l.T(fact.text), fact.write(l, k.Before), fact.write(l, k.After)})
		}
	}
	return slices.Concat(list,
		entriesDiffer(k, workplan.SessionPart, func(n int) string { return l.T("Session %d", n) }, func(s workplan.Session) string { return sessionSays(l, s) }),
		entriesDiffer(k, workplan.AgendaPart, func(n int) string { return l.T("Agenda item %d", n) }, func(a workplan.AgendaItem) string { return agendaItemSays(l, a) }),
		entriesDiffer(k, workplan.AttendancePart, func(int) string { return l.T("Attendance") }, func(a workplan.Attendant) string { return attendantSays(l, a, names) }),
		entriesDiffer(k, workplan.DecisionPart, func(n int) string { return l.T("Decision %d", n) }, func(d workplan.Decision) string { return decisionSays(l, d) }))
}

// entriesDiffer are the entries of a part that read otherwise, by number.
func entriesDiffer[C any](k workplan.CorrigendumReading, p workplan.Part[C], what func(int) string, write func(C) string) []difference {
	found := map[int]*difference{}
	at := func(number int) *difference {
		if found[number] == nil {
			found[number] = &difference{What: what(number)}
		}
		return found[number]
	}
	for _, e := range *p.List(&k.Before) {
		at(e.Number).Before = write(e.Says)
	}
	for _, e := range *p.List(&k.After) {
		at(e.Number).After = write(e.Says)
	}
	var list []difference
	for _, number := range slices.Sorted(maps.Keys(found)) {
		list = append(list, *found[number])
	}
	return list
}

// lines puts what there is on lines of their own.
func lines(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "\n")
}

func sessionSays(l *language.Language, s workplan.Session) string {
	return lines(s.Title, l.Day(s.Day), strings.Trim(s.Starts+"–"+s.Ends, "–"), s.Place, l.Word(s.Format), s.Note)
}

func agendaItemSays(l *language.Language, a workplan.AgendaItem) string {
	return lines(a.Title, a.Note, numbered(l, "Session %d", a.Session), pointersSay(l, a.Pointers))
}

func attendantSays(l *language.Language, a workplan.Attendant, names map[string]string) string {
	return lines(cmp.Or(a.Name, names[a.Member], a.Member), l.Word(a.Kind), l.Word(a.Capacity), a.Note, delegateLines(a.Delegates))
}

func decisionSays(l *language.Language, d workplan.Decision) string {
	return lines(d.Text, l.Word(d.Kind), l.Word(d.Audience), numbered(l, "Agenda item %d", d.AgendaItem), d.Source, pointersSay(l, d.Pointers))
}

func numbered(l *language.Language, text string, n int) string {
	if n == 0 {
		return ""
	}
	return l.T(text, n)
}

func pointersSay(l *language.Language, p workplan.Pointers) string {
	var proposals []string
	for _, n := range p.Proposals {
		proposals = append(proposals, strconv.Itoa(n))
	}
	if len(proposals) > 0 {
		proposals = []string{l.T("Proposals") + ": " + strings.Join(proposals, ", ")}
	}
	return lines(strings.Join(p.Plans, ", "), strings.Join(p.Items, ", "), strings.Join(proposals, ""))
}
