package web

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// attendancePage is the form that records many attendants at once: a tick for each that had a standing in the body on the days of the meeting, and some
// lines for others.
type attendancePage struct {
	*recordPage
	Standings []standingThen
	// Others are what members of the register without a standing are called.
	Others []string
}

// standingThen is who had a standing in the body then.
type standingThen struct {
	As      workplan.Capacity
	Members []memberThen
}

// memberThen is a member as it was then. Entered says that its attendance is recorded already.
type memberThen struct {
	Code, Name string
	Entered    bool
}

// otherLines is how many lines there are for those who have no standing in the body.
const otherLines = 3

// Lines are the names of the lines for others.
func (p attendancePage) Lines() []string {
	lines := make([]string, otherLines)
	for n := range lines {
		lines[n] = strconv.Itoa(n + 1)
	}
	return lines
}

// Field is what stands in a field about one of the members or lines.
func (p attendancePage) Field(field, of string) string { return p.Form.Value(field + "-" + of) }

// Dated says whether the register can tell who had which standing at the meeting.
func (p attendancePage) Dated() bool { return p.FirstDay() != "" }

// Missing says whether there is anybody left to tick.
func (p attendancePage) Missing() bool {
	return slices.ContainsFunc(p.Standings, func(of standingThen) bool {
		return slices.ContainsFunc(of.Members, func(m memberThen) bool { return !m.Entered })
	})
}

// attendancePage reads the form's choices.
func (c *call) attendancePage() (*attendancePage, error) {
	record, err := c.record(workplan.IssueCorrigenda)
	if err != nil {
		return nil, err
	}
	p := &attendancePage{recordPage: record}
	if p.names, err = c.register(); err != nil {
		return p, err
	}
	memberships, err := c.membershipsOf(record.Body.Code, "")
	if err != nil {
		return p, err
	}
	standing := map[string]workplan.Capacity{}
	for _, m := range memberships {
		as, known := record.StandingAt(memberships, m.Member)
		if known && (as != workplan.CapacityGuest || m.HoldsOn(record.FirstDay())) {
			standing[m.Member] = as
		}
	}
	for _, as := range workplan.Capacities {
		p.stand(as, standing)
	}
	for code, name := range p.names {
		if _, there := standing[code]; !there {
			p.Others = append(p.Others, name)
		}
	}
	slices.Sort(p.Others)
	return p, nil
}

// stand lists by name those who had a standing.
func (p *attendancePage) stand(as workplan.Capacity, standing map[string]workplan.Capacity) {
	of := standingThen{As: as}
	for code, had := range standing {
		if had == as {
			entered := slices.ContainsFunc(p.Attendance, func(a workplan.Entry[workplan.Attendant]) bool { return a.Says.Member == code })
			of.Members = append(of.Members, memberThen{code, p.names.Name(code), entered})
		}
	}
	slices.SortFunc(of.Members, func(a, b memberThen) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Code, b.Code))
	})
	if len(of.Members) > 0 {
		p.Standings = append(p.Standings, of)
	}
}

// showAttendance shows the form; where the address asks for it, with a tick at everybody of a standing.
func (s *site) showAttendance(c *call) error {
	p, err := c.attendancePage()
	if err != nil {
		return err
	}
	p.Form = editing(p.Version)
	for _, of := range p.Standings {
		for _, m := range of.Members {
			if c.QueryParam("came") == "all" && !m.Entered {
				p.Form.Values.Add("member", m.Code)
			}
		}
	}
	return c.show("attendance_form", p)
}

// recordAttendance enters all whom the form names, or none.
func (s *site) recordAttendance(c *call) error {
	p, err := c.attendancePage()
	if err != nil {
		return err
	}
	p.Form = c.sent()
	came := p.attendants()
	var f workplan.Faults
	if len(came) == 0 {
		f.Add("/member", "required", "tick those who attended, or name others below")
	}
	if p.Adopted() {
		return c.correct(p.recordPage, correction{p, "attendance_form", f, p.faultOf(came, len(p.Attendance))}, func(m *workplan.MeetingState) error {
			workplan.AttendancePart.Add(m, came...)
			return nil
		})
	}
	to := p.Path() + "?done=created#attendance"
	if p.Form.Value("act") == "more" {
		to = p.Path() + "/attendance/new?done=created#others"
	}
	return write(c, &p.Form, func(ctx context.Context) ([]tracker.AttendantReading, error) {
		if err := f.Err(); err != nil {
			return nil, err
		}
		rows, err := s.Tracker.RecordAttendance(ctx, c.actor, p.Code, came)
		return rows, placed(err, p.faultOf(came, 0))
	}, func([]tracker.AttendantReading) string { return to }, c.again(p.recordPage, p, "attendance_form"))
}

// attendants are those whom the form names: who is ticked, then the others. A name that the register has is that of the member.
func (p *attendancePage) attendants() []workplan.Attendant {
	var came []workplan.Attendant
	for _, code := range p.Form.list("member") {
		came = append(came, workplan.Attendant{Member: code, Delegates: delegatesIn(p.Form.text("delegates-" + code))})
	}
	for _, line := range p.Lines() {
		name := p.Form.text("name-" + line)
		a := workplan.Attendant{Capacity: workplan.Capacity(p.Field("capacity", line)), Note: p.Form.text("note-" + line), Delegates: delegatesIn(p.Form.text("delegates-" + line))}
		if code := p.codeOf(name); code != "" {
			a.Member = code
		} else {
			a.Name, a.Kind = name, workplan.MemberKind(p.Field("kind", line))
		}
		if name != "" || a.Note != "" || len(a.Delegates) > 0 {
			came = append(came, a)
		}
	}
	return came
}

// codeOf is the member of the register that is called so, by its label or its code; "" where none is, or several are.
func (p *attendancePage) codeOf(name string) string {
	if _, there := p.names[name]; there {
		return name
	}
	found := ""
	for _, code := range slices.Sorted(maps.Keys(p.names)) {
		if strings.EqualFold(p.names[code], name) {
			if found != "" {
				return ""
			}
			found = code
		}
	}
	return found
}

// ofAttendant finds which attendant of those that were sent a fault is about.
var ofAttendant = regexp.MustCompile(`^/(?:attendants|corrections/attendance)/(\d+)`)

// faultOf has the fault of an attendant stand at the ticks or at the lines for others, with its name. First is the place of the first of those that were
// sent.
func (p *attendancePage) faultOf(came []workplan.Attendant, first int) func(workplan.Fault) workplan.Fault {
	ticked := len(p.Form.list("member"))
	return func(f workplan.Fault) workplan.Fault {
		m := ofAttendant.FindStringSubmatch(f.Pointer)
		if m == nil {
			return fieldOf(f)
		}
		n, _ := strconv.Atoi(m[1]) // which are digits
		if n -= first; n < 0 || n >= len(came) {
			return f
		}
		f.Pointer = "/others"
		if n < ticked {
			f.Pointer = "/member"
		}
		if who := cmp.Or(came[n].Name, p.names[came[n].Member]); who != "" {
			f.Message = workplan.Say("%s: %s", who, f.Message)
		}
		return f
	}
}
