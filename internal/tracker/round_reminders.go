package tracker

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/workplan"
)

// ReminderReading is a reminder with the people to whom a digest is on its way, and those to whom none goes, each with why not. Unreached are the
// members that owe something and for which nobody signs in.
type ReminderReading struct {
	workplan.RoundReminder
	Queued    []string
	HeldBack  []HeldBack
	Unreached []string
}

// HeldBack is a person who gets no mail, and why.
type HeldBack struct {
	Username string
	Why      string
}

// RemindLeads sends a digest at once to the focal points of the leads that still owe a running round something, of some of them where the reminder names
// them. Who has had one of the round that day gets no second. Who may: the secretariat and co-chairs of the body.
func (t *Tracker) RemindLeads(ctx context.Context, actor workplan.Actor, number int, in workplan.ReminderContent) (ReminderReading, error) {
	return write(ctx, t, actor, ofRound(number), func(c *change) (ReminderReading, error) {
		r, err := c.roundToRun(number, nil)
		if err != nil {
			return ReminderReading{}, err
		}
		if state := r.State(c.today); !state.Running() {
			return ReminderReading{}, workplan.Clash("round-not-open", "Round %d is %s; leads are reminded while it is open or overdue, from %s to %s.", number, state, r.Opens, r.Closes)
		}
		src, err := t.roundSource(c.Tx, c.sight, r, workplan.View{AsOf: c.today, Current: true})
		if err != nil {
			return ReminderReading{}, err
		}
		owing := leadsOf(workplan.Outstanding(src.Returns()))
		f := in.Faults()
		for n, m := range in.Members {
			if !slices.Contains(owing, m) {
				f.Add(fmt.Sprintf("/members/%d", n), "owes_nothing", "%q owes round %d nothing; those who do are %v", m, number, owing)
			}
		}
		if err := f.Err(); err != nil {
			return ReminderReading{}, err
		}
		if len(owing) == 0 {
			return ReminderReading{}, workplan.Clash("nothing-owed", "All returns of round %d have come in; nobody needs to be reminded.", number)
		}
		if len(in.Members) > 0 {
			owing = in.Members
		}
		reading := ReminderReading{RoundReminder: workplan.RoundReminder{Round: number, RemindedBy: c.actor.Label(), RecordedAt: c.at, ReminderContent: in}}
		if err := c.AddReminder(&reading.RoundReminder); err != nil {
			return reading, err
		}
		c.log(event{action: "remind leads", right: workplan.RunRounds, object: workplan.Object{Body: r.Body}, what: reminderObject(reading.RoundReminder),
			after: workplan.AllFields(in)})
		return reading, c.queueReminder(r, owing, &reading)
	})
}

// queueReminder queues a digest for each focal point of the members, and tells of those to whom none goes.
func (c *change) queueReminder(r workplan.ReportingRound, owing []string, reading *ReminderReading) error {
	people, err := c.FocalPoints(r.Body, owing, c.today)
	if err != nil {
		return err
	}
	there, err := c.MailsOf(r.Number, c.today)
	if err != nil {
		return err
	}
	var mails []workplan.RoundMail
	reached := map[string]bool{}
	for _, p := range people {
		for _, m := range p.Members {
			reached[m] = true
		}
		why := p.HeldBack(workplan.MailDigest)
		if slices.ContainsFunc(there, func(m workplan.RoundMail) bool {
			return m.Kind == workplan.MailDigest && m.Username == p.Username
		}) {
			why = "there is a digest of the round for this person today already"
		}
		if why != "" {
			reading.HeldBack = append(reading.HeldBack, HeldBack{p.Username, why})
			continue
		}
		reading.Queued = append(reading.Queued, p.Username)
		mails = append(mails, workplan.NewMail(r, workplan.MailDigest, c.today, p.Username, c.at))
	}
	for _, m := range owing {
		if !reached[m] {
			reading.Unreached = append(reading.Unreached, m)
		}
	}
	_, err = c.AddMails(mails)
	return err
}

// leadsOf lists the leads of returns, each once.
func leadsOf(returns []workplan.Return) []string {
	var leads []string
	for _, r := range returns {
		leads = append(leads, r.Lead)
	}
	return distinct(leads)
}

func reminderObject(r workplan.RoundReminder) string {
	return fmt.Sprintf("reminder of reporting round %d/%d", r.Round, r.Number)
}
