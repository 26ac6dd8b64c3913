package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"time"

	"fwptracker/internal/mail"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// delivery is the worker that sends the mails of reporting rounds. Any number may run beside each other, in this program and in others over the same
// database: each mail is taken by one of them.
type delivery struct {
	tracker *tracker.Tracker
	post    *mail.Post
	log     *slog.Logger
	name    string
}

func newDelivery(t *tracker.Tracker, post *mail.Post, log *slog.Logger) *delivery {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails: the runtime stops the program if the system has no randomness
	return &delivery{t, post, log, hex.EncodeToString(b)}
}

// deliverEvery is how often the worker looks for mails.
const deliverEvery = time.Minute

// run looks for mails every minute until ctx ends. What is being sent then is finished, so that its end is written down.
func (d *delivery) run(ctx context.Context) {
	ticker := time.NewTicker(deliverEvery)
	defer ticker.Stop()
	for {
		if err := d.round(ctx); err != nil && ctx.Err() == nil {
			d.log.Warn("mails could not be sent; they will be tried again", "error", err.Error())
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// round queues the mails whose time has come, and sends what is queued. What goes wrong with one mail is written down with it and stops no other.
func (d *delivery) round(ctx context.Context) error {
	if _, err := d.tracker.QueueMails(ctx); err != nil {
		return err
	}
	for ctx.Err() == nil {
		letter, err := d.tracker.TakeMail(ctx, d.name)
		if err != nil || letter == nil {
			return err
		}
		if err := d.send(context.WithoutCancel(ctx), letter); err != nil && !errors.Is(err, tracker.ErrMailTaken) {
			return err
		}
	}
	return ctx.Err()
}

// send makes one attempt to send a mail: first it is written down that it is being sent, then it is sent, then what came of it.
func (d *delivery) send(ctx context.Context, letter *tracker.Letter) error {
	id := d.post.NewID()
	if err := d.tracker.StartMail(ctx, letter, id); err != nil {
		return err
	}
	message, err := mail.OfDigest(letter.Digest, letter.Email, id, d.tracker.Now())
	outcome := workplan.MailOutcome{State: workplan.MailGivenUp}
	if err == nil {
		outcome = d.post.Send(ctx, message)
	} else {
		outcome.Reason = err.Error()
	}
	if outcome.State == workplan.MailSent {
		d.log.Info("mail sent", "round", letter.Round, "kind", string(letter.Kind), "user", letter.Username)
	} else {
		d.log.Warn("mail not sent", "round", letter.Round, "kind", string(letter.Kind), "user", letter.Username, "state", string(outcome.State), "reason", outcome.Reason)
	}
	return d.tracker.FinishMail(ctx, letter, outcome)
}
