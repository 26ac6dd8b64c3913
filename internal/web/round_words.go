package web

import (
	"html/template"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// What pages call the words of rounds, their mails and deliverables. They are texts of the catalogues.
var (
	mailWords      = map[workplan.MailKind]string{workplan.MailDigest: "Reminder to a focal point", workplan.MailEscalation: "List for the secretariat"}
	mailStateWords = map[workplan.MailState]string{workplan.MailQueued: "Waiting to be sent", workplan.MailSending: "Being sent", workplan.MailSent: "Sent",
		workplan.MailFailed: "Failed, is tried again", workplan.MailGivenUp: "Given up", workplan.MailDropped: "Not needed any more", workplan.MailUncertain: "Not known whether it arrived"}
)

// roundMark is where a round stands, with a picture.
func roundMark(l *language.Language, s workplan.RoundState) template.HTML {
	picture := map[workplan.RoundState]string{workplan.RoundPlanned: "planned", workplan.RoundOpen: "in_progress", workplan.RoundOverdue: "overdue", workplan.RoundClosed: "closed",
		workplan.RoundCancelled: "withdrawn"}[s]
	return mark(picture, l.Word(s))
}

// lapsed says why a return is owed no longer, and since when.
func lapsed(l *language.Language, r workplan.Return) string {
	switch on := l.Day(r.LapsedOn); r.Item.Status {
	case workplan.StatusCarriedOver:
		return l.T("carried over on %s", on)
	case workplan.StatusWithdrawn:
		return l.T("withdrawn on %s", on)
	default:
		return l.T("reported completed on %s", on)
	}
}

// returnMark is what came of a return, with a picture.
func returnMark(l *language.Language, r workplan.Return) template.HTML {
	switch {
	case r.Kind == workplan.ReturnNone:
		return mark("silent", l.T("not answered"))
	case r.Kind == workplan.ReturnLapsed:
		return mark("withdrawn", l.T("no longer owed")) + template.HTML(` <br><span class="small">`+template.HTMLEscapeString(lapsed(l, r))+`</span>`)
	case r.Kind == workplan.ReturnNil:
		return mark("completed", l.T("nothing to report"))
	default:
		return mark("completed", l.T("answered"))
	}
}
