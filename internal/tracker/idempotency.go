package tracker

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// Answer is what was answered to a request that its sender may repeat.
type Answer struct {
	Status   int
	Location string
	ETag     string
	Body     string
}

// Once makes a use case that creates something safe to repeat: the answer made from its result is stored in the same transaction under the
// sender's key, and a repetition with the same request gets it back as a [Replay]. A refused request stores nothing.
type Once struct {
	Key string
	// Request is a digest of the whole request.
	Request string
	// Answer makes the answer from the result of the use case.
	Answer func(result any) (Answer, error)
}

// Replay is the error with which a repeated request gets its stored answer.
type Replay struct{ Answer }

func (r *Replay) Error() string { return "the request was answered before" }

// KeyLife is how long an answer is kept for repetition.
const KeyLife = 24 * time.Hour

// ForgetOldAnswers deletes the answers that are too old to be repeated.
func (t *Tracker) ForgetOldAnswers(ctx context.Context) error {
	return t.store.InTx(ctx, func(tx *store.Tx) error { return tx.ForgetKeys(t.now().Add(-KeyLife)) })
}

type onceKey struct{}

// WithOnce marks the context of a use case as safe to repeat.
func WithOnce(ctx context.Context, o Once) context.Context {
	return context.WithValue(ctx, onceKey{}, o)
}

// onceOf is what the context says of repetition; keys belong to users, so the operator has none.
func onceOf(ctx context.Context, actor workplan.Actor) Once {
	once, _ := ctx.Value(onceKey{}).(Once)
	if actor.Username == "" {
		return Once{}
	}
	return once
}

// replay hands out a stored answer, unless the key was used for another request.
func (o Once) replay(stored store.IdempotencyKey) error {
	if stored.Request != o.Request {
		return keyReused()
	}
	return &Replay{Answer{Status: stored.Status, Location: stored.Location, ETag: stored.Etag, Body: stored.Answer}}
}

// rights tells what the actor may read and who it is today, as a text that changes when that does.
func (c *change) rights() string {
	var roles []string
	for _, g := range c.actor.Grants {
		roles = append(roles, string(g.Role))
	}
	slices.Sort(roles)
	return c.sight.Class() + " " + strings.Join(roles, " ")
}

// sameRights refuses to repeat an answer to a sender whose rights are not those for which it was given, or whose token lacks a scope that
// was needed for it.
func (c *change) sameRights(stored store.IdempotencyKey) error {
	rights, needed, _ := strings.Cut(stored.Rights, "|")
	for s := range strings.FieldsSeq(needed) {
		if err := c.actor.MustHave(workplan.Scope(s)); err != nil {
			return err
		}
	}
	if rights == c.rights() {
		return nil
	}
	return workplan.Refused("This request was answered before, and your rights have changed since. Read what it made instead of repeating it.")
}

// keep stores the answer to a request that may be repeated. A duplicate is another request that used the key at the same time: the same one
// would have waited for the same chain.
func (c *change) keep(once Once, result any) error {
	if once.Key == "" {
		return nil
	}
	answer, err := once.Answer(result)
	if err != nil {
		return err
	}
	err = c.AddKey(store.IdempotencyKey{Username: c.actor.Username, Key: once.Key, Request: once.Request, Rights: c.rights() + "|" + strings.Join(c.needed, " "),
		Status: answer.Status, Location: answer.Location, Etag: answer.ETag, Answer: answer.Body, CreatedAt: c.at})
	if errors.Is(err, store.ErrDuplicate) {
		return keyReused()
	}
	return err
}

func keyReused() error {
	return &workplan.Error{Kind: workplan.Invalid, Slug: "key-reused",
		Detail: workplan.Say("This Idempotency-Key was used for another request. Use a new key for a new request, and repeat a request unchanged.")}
}
