package api

import (
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// filledRound is a round in which nothing is zero: it asks about all plans and mails on one day.
func filledRound() tracker.RoundReading {
	r := filled[tracker.RoundReading]()
	r.Named, r.Reminders = false, workplan.List{"due"}
	return r
}

// filledObligation is an obligation in which nothing is zero.
func filledObligation() workplan.Obligation {
	o := filled[workplan.Obligation]()
	o.WantedBy, o.Today = "2026-11-20", "2026-11-30"
	o.Item.Nature, o.Item.Status, o.Item.Due = workplan.NatureOneOff, workplan.StatusInProgress, "2026-10"
	return o
}

// filledMail is a mail that waits, with nothing zero.
func filledMail() workplan.RoundMail {
	m := filled[workplan.RoundMail]()
	m.State = workplan.MailFailed
	return m
}
