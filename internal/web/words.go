package web

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// What pages call the words of the design. They are texts of the catalogues.
var (
	changeWords = map[workplan.ChangeKind]string{workplan.ChangeAdded: "Added", workplan.ChangeCompleted: "Completed", workplan.ChangeWithdrawn: "Withdrawn",
		workplan.ChangePostponed: "Postponed", workplan.ChangeReopened: "Reopened", workplan.ChangeCarriedOver: "Carried over", workplan.ChangeMoved: "Moved on",
		workplan.ChangeReLed: "New leads", workplan.ChangeReDated: "Plan's due date", workplan.ChangeRemoved: "Removed"}
	historyWords = map[workplan.HistoryKind]string{workplan.HistoryEntered: "Entered", workplan.HistoryContinues: "Continues", workplan.HistoryEndorsed: "Plan endorsed",
		workplan.HistoryPlanClosed: "Plan closed", workplan.HistoryReopened: "Plan reopened", workplan.HistoryAmended: "Amended", workplan.HistoryReported: "Report|noun",
		workplan.HistoryNilReturn: "Nothing to report", workplan.HistoryDecided: "Decision of the co-chairs", workplan.HistoryCarriedOn: "Carry-over",
		workplan.HistoryCorrected: "Correction", workplan.HistoryStage: "Deliverable", workplan.HistoryOpening: "Opening", workplan.HistoryAtMeeting: "Decision of a meeting",
		workplan.HistoryProposed: "Proposal", workplan.HistoryOnProposal: "Decision on a proposal"}
	phaseWords = map[workplan.OpeningPhase]string{workplan.OpeningOpen: "Open", workplan.OpeningLapsed: "Its last day is over", workplan.OpeningClosed: "Closed",
		workplan.OpeningEnded: "Ended with its item"}
	// fieldWords are what a corrigendum to a meeting's record corrects, by the names of its fields.
	fieldWords = map[string]string{"number": "Number", "name": "Name", "starts": "Dates", "ends": "Dates", "date_note": "Dates", "place": "Place", "note": "Note", "source": "Source",
		"attendance_note": "Attendance", "headcounts": "Attendance", "reported": "Reports of leads", "sessions": "Sessions", "agenda": "Agenda", "attendance": "Attendance",
		"decisions": "Decisions"}
	severityWords = map[workplan.Severity]string{workplan.SeverityError: "Wrong as it is", workplan.SeverityWarning: "To be looked at", workplan.SeverityAdvice: "Would make it better"}
	actWords      = map[workplan.AmendmentAct]string{workplan.ActChanged: "Changed", workplan.ActAdded: "Added", workplan.ActWithdrawn: "Withdrawn", workplan.ActRemoved: "Taken out"}
	wayWords      = map[workplan.SignInWay]string{workplan.ByPassword: "with a password", workplan.ByLink: "with a one-time link", workplan.ByProvider: "through single sign-on"}
)

// word is the text of a word of the design in a language.
func word[W ~string](l *language.Language, words map[W]string, w W) string {
	text, there := words[w]
	if !there {
		return string(w)
	}
	return l.T(text)
}

// audiencesWithin are the audiences that are not wider than one.
func audiencesWithin(widest workplan.Audience) []workplan.Audience {
	return slices.DeleteFunc(slices.Clone(workplan.Audiences), func(a workplan.Audience) bool { return a.WiderThan(widest) })
}

// called is what a page calls a value of one of the lists of words above.
func called(l *language.Language, value any) string {
	switch v := value.(type) {
	case workplan.OpeningPhase:
		return word(l, phaseWords, v)
	case workplan.Scope:
		return word(l, scopeWords, v)
	case workplan.MailKind:
		return word(l, mailWords, v)
	case workplan.MailState:
		return word(l, mailStateWords, v)
	default:
		return involvementCalled(l, value)
	}
}

// marks are the pictures beside words: each has a shape of its own, so that nothing hangs on telling colours apart.
var marks = map[string]string{
	"planned":      `<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/>`,
	"in_progress":  `<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>`,
	"completed":    `<circle cx="8" cy="8" r="6.5" fill="currentColor"/><path class="cut" d="M5 8.2l2.1 2.1L11 6.2" fill="none" stroke-width="1.8"/>`,
	"postponed":    `<path d="M5 3v10M11 3v10" stroke="currentColor" stroke-width="2.6"/>`,
	"withdrawn":    `<path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" stroke-width="2.2"/>`,
	"carried_over": `<path d="M2 8h9M8 4.5L11.5 8 8 11.5" fill="none" stroke="currentColor" stroke-width="2"/>`,
	"on_track":     `<path d="M3 8.5l3.2 3.2L13 5" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
	"at_risk":      `<path d="M8 2l6.5 11.5h-13z" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 6.2v3.6M8 11.1v1.2" stroke="currentColor" stroke-width="1.6"/>`,
	"off_track":    `<path d="M5 1.8h6L14.2 5v6L11 14.2H5L1.8 11V5z" fill="currentColor"/><path class="cut" d="M8 4.5v4.3M8 10.4v1.4" stroke-width="1.8"/>`,
	"draft":        `<path d="M3 13l.8-3L11 2.8 13.2 5 6 12.2z" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	"endorsed":     `<circle cx="8" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M5.5 9.5L4.5 15 8 13l3.5 2-1-5.5" fill="currentColor"/>`,
	"closed":       `<rect x="3" y="7" width="10" height="7" fill="currentColor"/><path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.8"/>`,
	"overdue":      `<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 4.5V8l2.5 1.8" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	"silent":       `<path d="M2 4h12v7H7l-3 3v-3H2z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.5 1.6"/>`,
}

// mark is a word with its picture.
func mark(kind, text string) template.HTML {
	return template.HTML(`<span class="mark ` + kind + `"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">` + cmp.Or(marks[kind], involvementMarks[kind]) + `</svg>` +
		template.HTMLEscapeString(text) + `</span>`)
}

// cutTo is the beginning of a text, on one line and of so many letters at most.
func cutTo(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most])
	}
	return text
}
