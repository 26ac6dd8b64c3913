package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddChange appends one record of what an object says. The caller gives it the recording time of its transaction.
func (tx *Tx) AddChange(c workplan.ContentChange) error { return tx.db.Create(&c).Error }

// AddChanges appends many records at once.
func (tx *Tx) AddChanges(changes []workplan.ContentChange) error {
	return tx.db.CreateInBatches(&changes, 500).Error
}

// ChangesOf lists the records of one object, oldest first.
func (tx *Tx) ChangesOf(noun workplan.Noun, id int64) ([]workplan.ContentChange, error) {
	return all[workplan.ContentChange](tx.db.Where("noun = ? AND object_id = ?", noun, id).Order("id"))
}

// ChangesOfAll lists the records of several objects of one noun, by object.
func (tx *Tx) ChangesOfAll(noun workplan.Noun, ids []int64) (map[int64][]workplan.ContentChange, error) {
	rows, err := inParts(ids, func(part []int64) ([]workplan.ContentChange, error) {
		return all[workplan.ContentChange](tx.db.Where("noun = ? AND object_id IN ?", noun, part).Order("object_id, id"))
	})
	byObject := map[int64][]workplan.ContentChange{}
	for _, c := range rows {
		byObject[c.ObjectID] = append(byObject[c.ObjectID], c)
	}
	return byObject, err
}

// touched are the columns that every change of a noun's content sets: when it was made, and from when on it holds.
func touched(s workplan.Stamp, at time.Time, effective workplan.Date) map[string]any {
	return map[string]any{"updated_at": moment(at), "content_at": moment(at), "content_on": max(s.ContentOn, effective)}
}
