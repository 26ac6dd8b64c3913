package tracker

import (
	"context"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// RerunEdition reckons the report of an edition anew from what the edition says of itself, for holding it against what was issued. Who may:
// the operator.
func (t *Tracker) RerunEdition(ctx context.Context, plan string, number int) (workplan.CompletionReport, error) {
	var e workplan.ReportEdition
	err := t.store.Snapshot(ctx, func(tx *store.Tx) error {
		all, err := everything(tx)
		if err != nil {
			return err
		}
		e, err = tx.Edition(all, plan, number)
		e, err = found(e, err, "edition %s/%d", plan, number)
		return err
	})
	if err != nil {
		return workplan.CompletionReport{}, err
	}
	r, err := t.reportAgain(ctx, e)
	if err == nil {
		r.Edition, err = t.mark(ctx, e, r.Body.Code)
	}
	return r, err
}

// ListEditions lists the editions of a plan's report by number. Who may: whoever may read the plan, those for an audience that lets the reader
// in.
func (t *Tracker) ListEditions(ctx context.Context, actor workplan.Actor, plan string, page workplan.Page) (workplan.Listing[EditionReading], error) {
	var list workplan.Listing[EditionReading]
	err := t.readEditions(ctx, actor, plan, func(tx *store.Tx, sight workplan.Sight) error {
		rows, err := badCursor(tx.ListEditions(sight, plan, sorted(page, workplan.EditionSorts)))
		if err != nil {
			return err
		}
		list.Next = rows.Next
		list.Rows, err = withFiles(tx, plan, rows.Rows)
		return err
	})
	return list, err
}

// Edition reads what an edition says of itself, with its forms. Who may: whoever may read the plan and is let in by the edition's audience.
func (t *Tracker) Edition(ctx context.Context, actor workplan.Actor, plan string, number int) (EditionReading, error) {
	var reading EditionReading
	err := t.readEditions(ctx, actor, plan, func(tx *store.Tx, sight workplan.Sight) error {
		e, err := tx.Edition(sight, plan, number)
		if e, err = found(e, err, "edition %s/%d", plan, number); err != nil {
			return err
		}
		readings, err := withFiles(tx, plan, []workplan.ReportEdition{e})
		if err == nil {
			reading = readings[0]
		}
		return err
	})
	return reading, err
}

// EditionFile reads one form of an edition as it was issued. Who may: as for [Tracker.Edition].
func (t *Tracker) EditionFile(ctx context.Context, actor workplan.Actor, plan string, number int, file string) (workplan.EditionBytes, error) {
	var f workplan.EditionBytes
	err := t.readEditions(ctx, actor, plan, func(tx *store.Tx, sight workplan.Sight) (err error) {
		f, err = tx.EditionFile(sight, plan, number, file)
		f, err = found(f, err, "edition %s/%d with a file %s", plan, number, file)
		return err
	})
	return f, err
}

// readEditions reads editions of a plan that the actor may see; the operator sees all there are.
func (t *Tracker) readEditions(ctx context.Context, actor workplan.Actor, plan string, read func(*store.Tx, workplan.Sight) error) error {
	if err := mayBrowse(actor); err != nil {
		return err
	}
	return t.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		sight := actor.Sight()
		if actor.Operator {
			if sight, err = everything(tx); err != nil {
				return err
			}
		}
		if _, err := t.planAt(tx, sight, plan, When{}); err != nil {
			return err
		}
		return read(tx, sight)
	})
}

// withFiles adds to editions their forms, and by which others they are corrected.
func withFiles(tx *store.Tx, plan string, editions []workplan.ReportEdition) ([]EditionReading, error) {
	ids := make([]int64, len(editions))
	for n, e := range editions {
		ids[n] = e.ID
	}
	files, err := tx.EditionFiles(ids)
	if err != nil {
		return nil, err
	}
	all, err := tx.EditionsOf(plan)
	readings := make([]EditionReading, len(editions))
	for n, e := range editions {
		readings[n] = EditionReading{e, files[e.ID], correctedBy(all, e.Number)}
	}
	return readings, err
}

// editionObject names an edition in the audit.
func editionObject(e workplan.ReportEdition) string { return "edition " + e.Name() }

// editionTold is what the audit tells of an edition, beside who issued it and when: of its forms and of what differs, the hashes.
type editionTold struct {
	workplan.EditionContent
	GeneratedAt     time.Time
	MadeWith        string
	DifferencesHash string
	Files           []workplan.EditionFile
}

func tellEdition(e workplan.ReportEdition, files []workplan.EditionFile) editionTold {
	told := editionTold{EditionContent: e.EditionContent, GeneratedAt: e.GeneratedAt, MadeWith: e.MadeWith, Files: slices.Clone(files)}
	told.DifferencesHash, told.Differences = hashOf([]byte(workplan.AllFields(struct{ Differences workplan.Differences }{e.Differences}).Text())), nil
	for n := range told.Files {
		told.Files[n].EditionID = 0 // internal
	}
	return told
}
