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

// KeepDraft keeps what the actor has typed into a form and not sent. It is no record: nothing is audited. Who may: anyone signed in, their own.
func (t *Tracker) KeepDraft(ctx context.Context, actor workplan.Actor, place, content string) error {
	if actor.Anonymous() {
		return ErrSignIn
	}
	if len(content) > MaxDraft || len(place) > 400 {
		return workplan.Clash("too-large", "The draft is too long to be kept.")
	}
	return t.store.InTx(ctx, func(tx *store.Tx) error {
		others, err := tx.OtherDrafts(actor.Username, place)
		if err != nil {
			return err
		}
		if others >= MaxDrafts {
			var f workplan.Faults
			f.Add("", "too_many", "you have %d drafts, and more are not kept; send or throw away some of them first, they stand on your home page", others)
			return f.Err()
		}
		return tx.KeepDraft(workplan.FormDraft{Username: actor.Username, Place: place, Content: content, SavedAt: t.now()})
	})
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
