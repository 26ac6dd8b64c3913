package report

import (
	"fwptracker/internal/workplan"
)

// categoryWords name one attendant of a category, and many. They are texts.
var categoryWords = map[workplan.Category][2]string{
	workplan.CategoryMembers: {"member", "members"}, workplan.CategoryObservers: {"observer", "observers"},
	workplan.CategoryPrivateSector: {"private sector organisation", "private sector organisations"},
	workplan.CategoryCivilSociety:  {"civil society organisation", "civil society organisations"},
	workplan.CategoryRegionalFora:  {"regional forum", "regional fora"}, workplan.CategorySupportOffice: {"support office", "support offices"},
	workplan.CategorySpeakers: {"invited speaker", "invited speakers"}, workplan.CategoryOthers: {"other guest", "other guests"},
}

// smallNumbers are written out in an English sentence.
var smallNumbers = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// inWords is a number as it stands in a sentence: "seven", "15".
func (v voice) inWords(n int) string {
	if v.inEnglish() && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return v.digits(n)
}

// attendingIn are the names of the members that attended in a category, in the protocol order of the body.
func attendingIn(r workplan.CompletionReport, c workplan.Category) []string {
	var codes workplan.List
	for _, m := range r.Attendance.Members {
		if m.Category == c {
			codes = append(codes, m.Member)
		}
	}
	s := Statement{Report: r}
	return names(r, s.inOrder(codes))
}

// attendanceWords are the attendance of the report's meeting by category, each as words: "15 members", and with names where all of them are
// members of the register.
func (v voice) attendanceWords(r workplan.CompletionReport, named bool) []string {
	var words []string
	for _, c := range r.Attendance.Counts {
		text := v.inWords(c.Count) + " " + v.n(c.Count, categoryWords[c.Category][0], categoryWords[c.Category][1])
		if who := attendingIn(r, c.Category); named && len(who) == c.Count {
			text += " (" + v.listed(who) + ")"
		}
		words = append(words, text)
	}
	return words
}

// attendance is the sentence on who attended the meeting at whose date the statement stands, where its record tells of numbers.
func (s *Statement) attendance() {
	a := s.Report.Attendance
	if a == nil || len(a.Counts) == 0 {
		return
	}
	s.add(PartAttendance, nil, s.t("%s was attended by %s.", s.theMeeting(a.Name), s.listed(s.attendanceWords(s.Report, true))))
	s.Sentences[len(s.Sentences)-1].Meetings = []string{a.Meeting}
}

// theMeeting is a meeting's name as it begins a sentence.
func (v voice) theMeeting(name string) string { return capital(v.thePlan(name)) }

// attendance shows who attended the meeting at whose date the report stands.
func (d *document) attendance(r workplan.CompletionReport) {
	if r.Attendance == nil {
		return
	}
	d.part("attendance", "Attendance of the meeting")
	t := table{Caption: d.t("Who attended %s", r.Attendance.Name), Empty: d.t("No numbers are recorded."), Columns: d.heads([]column{{Head: "Category", Weight: 5}, {Head: "Attended", Weight: 2, Numeric: true}, {Head: "Members of the register", Weight: 12}})}
	for _, c := range r.Attendance.Counts {
		t.Rows = append(t.Rows, []cell{say(capital(d.t(categoryWords[c.Category][1]))), d.number(c.Count), say(d.attendingWords(r, c))})
	}
	d.add(t)
	if r.Attendance.Note != "" {
		d.explain("As recorded: %s", r.Attendance.Note)
	}
}

// attendingWords names those of a category that are members of the register, and says how many are not named.
func (v voice) attendingWords(r workplan.CompletionReport, c workplan.CategoryCount) string {
	who := attendingIn(r, c.Category)
	text := v.listed(who)
	switch more := c.Count - len(who); {
	case len(who) == 0:
		return v.t("none is named")
	case more > 0:
		return text + "; " + v.count(more, "none is not named here", "1 is not named here", "%d are not named here")
	default:
		return text
	}
}
