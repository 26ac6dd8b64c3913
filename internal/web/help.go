package web

import (
	"fmt"
	"strings"
)

// term is a word of the field and what it means here; Key is its address on the page of help.
type term struct{ Key, Word, Means string }

// glossary is the words that pages explain, in the order in which one meets them. Their texts are those of the catalogues.
var glossary = []term{
	{"body", "Body", "A working group or work stream that owns plans and meetings."},
	{"member", "Member", "A state or organisation in the register, whatever its standing in a body."},
	{"plan", "Work plan", "A forward work plan of a body: a draft, then endorsed, then closed. Once endorsed it changes only by amendment."},
	{"objective", "Objective", "What a plan is to achieve; its action items stand under its objectives."},
	{"item", "Action item", "One piece of work in a plan, known for life by its ref, such as 2.3."},
	{"lead", "Lead", "A member that answers for an item. Its focal points report on it."},
	{"focal-point", "Focal point", "A person who speaks for a member in a body, from one day to another: reports on its items, proposes and offers in its name."},
	{"update", "Update", "One report on one item, numbered. It is never edited and never deleted; a correction is a further update that says why."},
	{"nil-return", "Nil return", "An update that says there is nothing to report. It is not silence."},
	{"status", "Status", "Where an item stands. Leads move it by their reports; the co-chairs withdraw, reopen and reinstate; only a carry-over carries it over."},
	{"health", "Health", "what a lead thinks of an open item. It decides nothing."},
	{"overdue", "Overdue", "Planned or in progress after the last day of the due period."},
	{"late", "Late", "Completed after the due period, or after the plan's period where no due date is recorded."},
	{"silent", "Silent", "Open, and nothing was reported since the last meeting of the body."},
	{"continuing", "Continuing item", "Reported each year and never finished; it stays outside the completion rate."},
	{"completion-rate", "Completion rate", "Completed one-off items, of all one-off items without those withdrawn or carried over. Continuing items stand apart."},
	{"deliverable", "Deliverable", "An output of an item: a guide, a training, an event, with the dated stages that it reached."},
	{"opening", "Opening", "What a lead seeks from other members, and until when."},
	{"audience", "For whom", "Everyone; members and observers of the body; or its co-chairs, its secretariat and the leads and supporters of the item. What is part of something is never for more people than that is."},
	{"amendment", "Amendment", "One decision that changes an endorsed plan, with its reason. It raises the plan's revision."},
	{"proposal", "Proposal", "An item that somebody would have in the next plan. The secretariat or the co-chairs accept it into a draft, merge, defer or decline it."},
	{"carry-over", "Carry-over", "The work of an unfinished item goes on in an item of the next plan."},
	{"edition", "Edition", "A completion report that was issued: numbered, frozen and kept with its digest."},
	{"round", "Reporting round", "A time in which the leads of a body are asked to report, mostly before a meeting."},
	{"as-of", "As it was at", "What was true on a day, told with what is known now. With a tick, only what had been recorded by then is used: what members were told at the time."},
}

// explained is a term as it is explained where it stands.
type explained struct {
	term
	// ID is the explanation's own on its page.
	ID string
}

// explain finds the term that a page explains; where it does so more than once, at tells the places apart.
func explain(key string, at ...string) (explained, error) {
	for _, t := range glossary {
		if t.Key == key {
			return explained{t, strings.Join(append([]string{"word", key}, at...), "-")}, nil
		}
	}
	return explained{}, fmt.Errorf("no term %q is explained", key)
}

// helpPage explains what the pages are for and what the words mean.
type helpPage struct{ Words []term }

// showHelp shows the help.
func (s *site) showHelp(c *call) error { return c.show("help", helpPage{glossary}) }
