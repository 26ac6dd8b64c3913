package web

import (
	"context"
	"fmt"
	"slices"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// reminderForm is the form by which leads are reminded, with what each person would get.
type reminderForm struct {
	roundHead
	sheet
	Owing     []option
	People    []digestRow
	More      bool
	Unreached []string
}

// digestRow is the mail that a person would get now. Today says that they had one of the round today already.
type digestRow struct {
	tracker.DigestPreview
	Today bool
}

// Reaches is how many of the people would get a mail.
func (f reminderForm) Reaches() int {
	n := 0
	for _, p := range f.People {
		if p.HeldBack == "" && !p.Today {
			n++
		}
	}
	return n
}

// reminder reads who still owes something, who would get a digest of it, and who answers for nobody.
func (c *call) reminder(h roundHead, form sheet) (reminderForm, error) {
	f := reminderForm{roundHead: h, sheet: form}
	if !h.State.Running() {
		return f, nil
	}
	ctx, t := c.Request().Context(), c.site.Tracker
	digests, err := t.PreviewDigests(ctx, c.actor, h.Number, workplan.MailDigest, whole)
	if err != nil {
		return f, err
	}
	had, err := every(func(p workplan.Page) (workplan.Listing[workplan.RoundMail], error) {
		return t.ListMails(ctx, c.actor, h.Number, workplan.MailFilter{Kind: []workplan.MailKind{workplan.MailDigest}, WindowOn: c.site.today()}, p)
	})
	if err != nil {
		return f, err
	}
	f.More = digests.Next != nil
	var reached workplan.List
	for _, d := range digests.Rows {
		reached = append(reached, d.Recipient.Members...)
		f.People = append(f.People, digestRow{d, slices.ContainsFunc(had, func(m workplan.RoundMail) bool { return m.Username == d.Username })})
	}
	for _, l := range h.ByLead {
		if l.Outstanding == 0 {
			continue
		}
		f.Owing = append(f.Owing, option{l.Lead, c.lang.T("%s: %d to come", h.Name(l.Lead), l.Outstanding)})
		if !reached.Has(l.Lead) && !f.More {
			f.Unreached = append(f.Unreached, h.Name(l.Lead))
		}
	}
	return f, nil
}

// showReminder shows what each person would get, before anything is sent.
func (s *site) showReminder(c *call) error {
	h, err := c.roundToRun()
	if err != nil {
		return err
	}
	f, err := c.reminder(h, blank())
	if err != nil {
		return err
	}
	for _, o := range f.Owing {
		f.Values.Add("members", o.Value)
	}
	return c.show("round_reminder", f)
}

// remindLeads sends the mails on their way, once however often the form is sent.
func (s *site) remindLeads(c *call) error {
	form := c.sent()
	h, err := c.roundToRun()
	if err != nil {
		return err
	}
	f, err := c.reminder(h, form)
	if err != nil {
		return err
	}
	in := workplan.ReminderContent{Members: form.list("members")}
	if everyone := func(o option) bool { return in.Members.Has(o.Value) }; len(in.Members) == len(f.Owing) && !slices.ContainsFunc(f.Owing, func(o option) bool { return !everyone(o) }) { // all: whoever comes to owe something until it is sent, too
		in.Members = nil
	}
	return write(c, &f.sheet, func(ctx context.Context) (tracker.ReminderReading, error) {
		if len(form.list("members")) == 0 && len(f.Owing) > 0 {
			var none workplan.Faults
			none.Add("/members", "required", "choose whom to remind")
			return tracker.ReminderReading{}, none.Err()
		}
		return s.Tracker.RemindLeads(ctx, c.actor, h.Number, in)
	}, func(r tracker.ReminderReading) string {
		return fmt.Sprintf("%s/mails?queued=%d&held=%d&unreached=%d", h.Path(), len(r.Queued), len(r.HeldBack), len(r.Unreached))
	}, func(status int) error { return c.page(status, "round_reminder", f) })
}
