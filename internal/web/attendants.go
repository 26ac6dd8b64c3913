package web

import (
	"cmp"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// attendantForms keep one of those who attended; many are recorded at once (see attendancePage).
var attendantForms = recordPart[workplan.Attendant, tracker.AttendantReading]{
	Part: workplan.AttendancePart, form: "attendant_form", choices: (*call).attendantNamed, brief: func(a workplan.Attendant) string { return cmp.Or(a.Name, a.Member) },
	fill: fillAttendant, read: readAttendant,
	edit: (*tracker.Tracker).EditAttendant, remove: (*tracker.Tracker).RemoveAttendant,
}

// attendantNamed calls the attendant of a page by the name that its member has in the register.
func (c *call) attendantNamed(p *recordPage) error {
	at := p.Attendance.At(p.Number)
	if at < 0 || p.Attendance[at].Says.Member == "" {
		return nil
	}
	m, err := c.site.Tracker.Member(c.Request().Context(), c.actor, p.Attendance[at].Says.Member)
	p.Entry = m.Label()
	return err
}

// InRegister says whether the attendant of the page is a member of the register.
func (p recordPage) InRegister() bool {
	at := p.Attendance.At(p.Number)
	return at >= 0 && p.Attendance[at].Says.Member != ""
}

// Capacities are those as which somebody can attend.
func (p recordPage) Capacities() []option {
	return options(p.lang, workplan.Capacities)
}

// Kinds are those of attendants that are not in the register.
func (p recordPage) Kinds() []option { return options(p.lang, workplan.MemberKinds) }

func fillAttendant(f sheet, a workplan.Attendant) {
	for field, text := range map[string]string{"name": a.Name, "kind": string(a.Kind), "capacity": string(a.Capacity), "note": a.Note, "delegates": delegateLines(a.Delegates)} {
		f.Values.Set(field, text)
	}
}

// readAttendant is what the form says of an attendant. Who is in the register keeps its place there.
func readAttendant(f sheet, was workplan.Attendant, _ *workplan.Faults) workplan.Attendant {
	a := workplan.Attendant{Member: was.Member, Capacity: workplan.Capacity(f.Value("capacity")), Note: f.text("note"), Delegates: delegatesIn(f.text("delegates"))}
	if was.Member == "" {
		a.Name, a.Kind = f.text("name"), workplan.MemberKind(f.Value("kind"))
	}
	return a
}

// delegateLines writes delegates one a line, the title after a semicolon: names themselves have commas.
func delegateLines(list []workplan.Delegate) string {
	lines := make([]string, len(list))
	for n, d := range list {
		lines[n] = d.Name
		if d.Title != "" {
			lines[n] += "; " + d.Title
		}
	}
	return strings.Join(lines, "\n")
}

// delegatesIn reads what delegateLines writes.
func delegatesIn(text string) []workplan.Delegate {
	var list []workplan.Delegate
	for line := range strings.Lines(text) {
		name, title, _ := strings.Cut(strings.TrimSpace(line), ";")
		if d := (workplan.Delegate{Name: strings.TrimSpace(name), Title: strings.TrimSpace(title)}); d != (workplan.Delegate{}) {
			list = append(list, d)
		}
	}
	return list
}
