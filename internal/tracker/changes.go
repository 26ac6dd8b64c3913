package tracker

import (
	"context"
	"crypto/rand"
	"encoding/hex"
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
// sender's key, and a repetition with the same request gets it back as a [Replay].
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

// change is a write in progress: the transaction, the audit head it holds, and the actor as judged within it.
type change struct {
	*store.Tx
	actor   workplan.Actor
	sight   workplan.Sight
	at      time.Time
	today   workplan.Date
	head    store.AuditHead
	entries []workplan.AuditEntry
	needed  []string // the scopes whose rights were used
}

// lock takes the audit chain to which a write belongs.
type lock func(*store.Tx) (store.AuditHead, error)

func ofBody(body string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChain(body)
		return found(head, err, "body %s", body)
	}
}

// inBody is ofBody for a body that the request names in a field.
func inBody(body string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChain(body)
		if errors.Is(err, store.ErrNone) || body == workplan.SystemChain {
			var f workplan.Faults
			f.Add("/body", "unknown", "there is no body %q", body)
			return head, f.Err()
		}
		return head, err
	}
}

func ofPlan(plan string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChainOfPlan(plan)
		return found(head, err, "plan %s", plan)
	}
}

// ofItem is ofPlan for a write on an item: a plan that is not there is answered like an item that is not there, or that may not be seen.
func ofItem(plan, ref string) lock {
	return func(tx *store.Tx) (store.AuditHead, error) {
		head, err := tx.LockChainOfPlan(plan)
		return found(head, err, "item %s/%s", plan, ref)
	}
}

func ofSystem(tx *store.Tx) (store.AuditHead, error) { return tx.LockChain(workplan.SystemChain) }

// write runs a use case that writes. Recorded times of one chain never go back and never repeat, whatever the clock does.
func write[T any](ctx context.Context, t *Tracker, actor workplan.Actor, take lock, do func(*change) (T, error)) (T, error) {
	var result T
	once, repeatable := ctx.Value(onceKey{}).(Once)
	err := t.store.InTx(ctx, func(tx *store.Tx) error {
		var none T
		result = none
		head, err := take(tx)
		if err != nil {
			return err
		}
		c := &change{Tx: tx, head: head, today: t.Today(), at: t.now().UTC().Truncate(time.Microsecond)}
		if !c.at.After(head.RecordedAt) {
			c.at = head.RecordedAt.UTC().Add(time.Microsecond)
		}
		stored, err := c.judge(actor, once.Key)
		if err != nil {
			return err
		}
		if stored != nil {
			return replay(*stored, once)
		}
		if result, err = do(c); err != nil {
			return err
		}
		if err := c.AddEntries(c.entries); err != nil {
			return err
		}
		if !repeatable {
			return nil
		}
		return c.keep(once, result)
	})
	return result, err
}

// judge reads who acts and what they may do now, within the transaction, and the answer stored under the key if there is one.
func (c *change) judge(asked workplan.Actor, key string) (*store.IdempotencyKey, error) {
	c.actor = asked
	if asked.Username != "" {
		id, err := c.IdentityOf(asked.Username, asked.Token, c.today, key)
		if errors.Is(err, store.ErrNone) {
			return nil, ErrEnded
		}
		if err != nil {
			return nil, err
		}
		if c.actor, err = id.Actor(c.at, asked.Token != ""); err != nil {
			return nil, err
		}
		c.actor.Request, c.actor.PublicReading = asked.Request, asked.PublicReading
		c.sight = c.actor.Sight()
		if id.Replay != nil && c.at.Sub(id.Replay.CreatedAt) < KeyLife {
			return id.Replay, c.sameRights(*id.Replay)
		}
		if id.Replay != nil {
			return nil, c.ForgetKey(asked.Username, key)
		}
	}
	c.sight = c.actor.Sight()
	return nil, nil
}

// rights tells what the actor may read and who it is today, as a text that changes when that does.
func (c *change) rights() string {
	text := c.sight.Class()
	for _, g := range c.actor.Grants {
		text += " " + string(g.Role)
	}
	return text
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

// replay hands out a stored answer, unless the key was used for another request.
func replay(stored store.IdempotencyKey, once Once) error {
	if stored.Request != once.Request {
		return &workplan.Error{Kind: workplan.Invalid, Slug: "key-reused",
			Detail: "This Idempotency-Key was used for another request. Use a new key for a new request, and repeat a request unchanged."}
	}
	return &Replay{Answer{Status: stored.Status, Location: stored.Location, ETag: stored.Etag, Body: stored.Answer}}
}

func (c *change) keep(once Once, result any) error {
	answer, err := once.Answer(result)
	if err != nil {
		return err
	}
	return c.AddKey(store.IdempotencyKey{Username: c.actor.Username, Key: once.Key, Request: once.Request, Rights: c.rights() + "|" + strings.Join(c.needed, " "), Status: answer.Status,
		Location: answer.Location, Etag: answer.ETag, Answer: answer.Body, CreatedAt: c.at})
}

// event is what one audit entry tells beyond who and when.
type event struct {
	action     string
	right      workplan.Action
	object     workplan.Object
	what       string
	plan, ref  string
	onBehalfOf string
	before     workplan.Changes
	after      workplan.Changes
}

// log appends the audit entry of one change to those that the transaction will write.
func (c *change) log(e event) {
	decision := c.actor.May(e.right, e.object)
	if scope := string(workplan.RightTo(e.right).Scope); !slices.Contains(c.needed, scope) {
		c.needed = append(c.needed, scope)
	}
	authority := string(decision.As) + ", " + string(decision.Reach)
	if c.actor.Operator {
		authority = "operator"
	}
	entry := workplan.AuditEntry{
		Chain: c.head.Chain, RecordedAt: c.at, Actor: c.actor.Label(), OnBehalfOf: e.onBehalfOf, Authority: authority,
		Action: e.action, Object: e.what, Plan: e.plan, Ref: e.ref, RequestID: c.actor.Request,
	}
	if len(e.before) > 0 {
		entry.BeforeText = e.before.Text()
	}
	if len(e.after) > 0 {
		entry.AfterText = e.after.Text()
	}
	entry = entry.Sealed(c.head.Seq, c.head.Hash, salt())
	c.head.Seq, c.head.Hash = entry.Seq, entry.Hash
	c.entries = append(c.entries, entry)
}

// record appends to the content log what a noun says from a day on.
func (c *change) record(noun workplan.Noun, id int64, effective workplan.Date, fields workplan.Changes) error {
	return c.AddChange(workplan.ContentChange{Noun: noun, ObjectID: id, EffectiveOn: effective, RecordedAt: c.at, Fields: fields.Text()})
}

// stamp is the bookkeeping of a noun that is new.
func (c *change) stamp() workplan.Stamp {
	return workplan.Stamp{Version: 1, CreatedAt: c.at, UpdatedAt: c.at, ContentAt: c.at}
}

// touch is the bookkeeping of a noun after a change of its content.
func (c *change) touch(s *workplan.Stamp, effective workplan.Date) {
	s.Version++
	s.UpdatedAt, s.ContentAt, s.ContentOn = c.at, c.at, max(s.ContentOn, effective)
}

// unchanged holds a write to the versions of which the sender knows; nil asks for none.
func unchanged(version int64, known []int64, what string) error {
	if known == nil || slices.Contains(known, version) {
		return nil
	}
	return workplan.Changed(what)
}

// raced turns the store's lost race into the refusal that says so.
func raced(err error, what string) error {
	if errors.Is(err, store.ErrRaced) {
		return workplan.Changed(what)
	}
	return err
}

func salt() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: the runtime stops the program if the system has no randomness
	return hex.EncodeToString(b)
}
