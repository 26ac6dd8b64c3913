package tracker

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

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

// write runs a use case that writes, for an actor who has signed in. Recorded times of one chain never go back and never repeat, whatever the
// clock does, and none falls at or before a moment of which [Tracker.settle] has said what was known by then.
func write[T any](ctx context.Context, t *Tracker, actor workplan.Actor, take lock, do func(*change) (T, error)) (T, error) {
	var result T
	if actor.Anonymous() {
		return result, ErrSignIn
	}
	once := onceOf(ctx, actor)
	err := t.store.InTx(ctx, func(tx *store.Tx) error {
		var none T
		result = none
		head, err := take(tx)
		if err != nil {
			return err
		}
		c := &change{Tx: tx, head: head, today: t.Today(), at: t.recordingTime(head)}
		stored, err := c.judge(actor, once.Key)
		if err != nil {
			return err
		}
		if stored != nil {
			return once.replay(*stored)
		}
		if result, err = do(c); err != nil {
			return err
		}
		if err := c.AddEntries(c.entries); err != nil {
			return err
		}
		return c.keep(once, result)
	})
	return result, err
}

// errRehearsed ends a rehearsal.
var errRehearsed = errors.New("rehearsed")

// rehearse finds out, as a write does, whether something may be done now, and writes nothing: for what takes long to make and is written
// afterwards. A repeated request gets its stored answer here already.
func rehearse(ctx context.Context, t *Tracker, actor workplan.Actor, take lock, do func(*change) error) error {
	_, err := write(ctx, t, actor, take, func(c *change) (struct{}, error) { return struct{}{}, cmp.Or(do(c), errRehearsed) })
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return err
}

// previewed gives what a write would make now, and writes nothing.
func previewed[T any](ctx context.Context, t *Tracker, actor workplan.Actor, take lock, do func(*change) (T, error)) (T, error) {
	made, err := write(ctx, t, actor, take, func(c *change) (T, error) {
		made, err := do(c)
		return made, cmp.Or(err, errRehearsed)
	})
	if errors.Is(err, errRehearsed) {
		return made, nil
	}
	return made, err
}

// recordingTime is when a write that holds the chain is recorded: now, or just after what must not be recorded later.
func (t *Tracker) recordingTime(head store.AuditHead) time.Time {
	at, floor := t.now().UTC().Truncate(time.Microsecond), head.RecordedAt.UTC()
	if settled := head.SettledAt.UTC(); settled.After(floor) {
		floor = settled
	}
	if at.After(floor) {
		return at
	}
	return floor.Add(time.Microsecond)
}

// judge reads who acts and what they may do now, within the transaction, and the answer stored under the key if there is one.
func (c *change) judge(asked workplan.Actor, key string) (*store.IdempotencyKey, error) {
	c.actor = asked
	if asked.Username == "" {
		return nil, nil // the operator, who has no user
	}
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
	switch {
	case id.Replay == nil:
		return nil, nil
	case c.at.Sub(id.Replay.CreatedAt) < KeyLife:
		return id.Replay, c.sameRights(*id.Replay)
	default:
		return nil, c.ForgetKey(asked.Username, key)
	}
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
	if scope := string(workplan.RightTo(e.right).Scope); !slices.Contains(c.needed, scope) {
		c.needed = append(c.needed, scope)
	}
	entry := workplan.AuditEntry{
		Chain: c.head.Chain, RecordedAt: c.at, Actor: c.actor.Label(), OnBehalfOf: e.onBehalfOf, Authority: c.authority(e),
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

// authority names the role that carries a change and how far it reaches; what one does for oneself alone needs no role.
func (c *change) authority(e event) string {
	if c.actor.Operator {
		return "operator"
	}
	if decision := c.actor.May(e.right, e.object); decision.Allowed {
		return string(decision.As) + ", " + string(decision.Reach)
	}
	return "own"
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
func unchanged(version int64, known []int64, what workplan.Noun) error {
	if known == nil || slices.Contains(known, version) {
		return nil
	}
	return workplan.Changed(what)
}

// raced turns the store's lost race into the refusal that says so.
func raced(err error, what workplan.Noun) error {
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
