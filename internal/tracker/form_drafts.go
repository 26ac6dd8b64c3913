package tracker

import (
	"context"
	"errors"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// MaxDraft is how long the content of a draft may be, in bytes: more than the longest form holds.
const MaxDraft = 512 << 10

// MaxDrafts is how many forms a person may have begun and not sent.
const MaxDrafts = 100

// MaxConfirming is how many forms of a person are kept while they prove at the provider who they are.
const MaxConfirming = 5

// KeepDraft keeps what the actor has typed into a form and not sent. It is no record: nothing is audited. Who may: anyone signed in, their own.
func (t *Tracker) KeepDraft(ctx context.Context, actor workplan.Actor, place, content string) error {
	return t.EditDraft(ctx, actor, place, func(string) (string, error) { return content, nil })
}

// EditDraft changes what the actor has typed into a form and not sent. Edit turns what is kept, "" for nothing, into what is to be; with "" the draft is
// dropped, and with an error all stays as it was. Whoever changes the same draft meanwhile does so before or after, so that neither undoes the other; edit
// may be called several times, and calls nothing here itself. Who may: anyone signed in, their own.
func (t *Tracker) EditDraft(ctx context.Context, actor workplan.Actor, place string, edit func(old string) (string, error)) error {
	if actor.Anonymous() {
		return ErrSignIn
	}
	return t.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.HoldDrafts(actor.Username); err != nil {
			return err
		}
		d, err := tx.Draft(actor.Username, place)
		if err != nil && !errors.Is(err, store.ErrNone) {
			return err
		}
		content, err := edit(d.Content)
		switch {
		case err != nil:
			return err
		case content == "":
			return tx.DropDraft(actor.Username, place)
		case len(content) > MaxDraft || len(place) > 400:
			return workplan.Clash("too-large", "The draft is too long to be kept.")
		}
		d = workplan.FormDraft{Username: actor.Username, Place: place, Content: content, SavedAt: t.now()}
		if err := makeRoom(tx, d); err != nil {
			return err
		}
		return tx.KeepDraft(d)
	})
}

// makeRoom refuses a draft beside too many others. Those that are kept on the way to the provider do not count: of them the oldest goes.
func makeRoom(tx *store.Tx, d workplan.FormDraft) error {
	all, err := tx.Drafts(d.Username)
	if err != nil {
		return err
	}
	begun, confirming := 0, 0
	for _, other := range all {
		switch {
		case other.Place == d.Place:
		case !other.Confirms():
			begun++
		default:
			if confirming++; confirming < MaxConfirming || !d.Confirms() {
				continue
			}
			if err := tx.DropDraft(d.Username, other.Place); err != nil {
				return err
			}
		}
	}
	if !d.Confirms() && begun >= MaxDrafts {
		var f workplan.Faults
		f.Add("", "too_many", "you have %d drafts, and more are not kept; send or throw away some of them first, they stand on your home page", begun)
		return f.Err()
	}
	return nil
}

// Draft reads what the actor has typed into a form; its Content is empty where there is nothing. Who may: anyone signed in, their own.
func (t *Tracker) Draft(ctx context.Context, actor workplan.Actor, place string) (workplan.FormDraft, error) {
	if actor.Anonymous() {
		return workplan.FormDraft{}, ErrSignIn
	}
	d, err := t.store.Read(ctx).Draft(actor.Username, place)
	if errors.Is(err, store.ErrNone) {
		return workplan.FormDraft{}, nil
	}
	return d, err
}

// Drafts lists what the actor has typed and not sent, the newest first. Who may: anyone signed in, their own.
func (t *Tracker) Drafts(ctx context.Context, actor workplan.Actor) ([]workplan.FormDraft, error) {
	if actor.Anonymous() {
		return nil, ErrSignIn
	}
	return t.store.Read(ctx).Drafts(actor.Username)
}

// DropDraft drops a draft of the actor, if there is one. Who may: anyone signed in, their own.
func (t *Tracker) DropDraft(ctx context.Context, actor workplan.Actor, place string) error {
	if actor.Anonymous() {
		return ErrSignIn
	}
	return t.store.InTx(ctx, func(tx *store.Tx) error { return tx.DropDraft(actor.Username, place) })
}
