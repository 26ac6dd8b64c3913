package store

import (
	"time"

	"fwptracker/internal/workplan"
)

// AddWindow stores a new proposal window under the next number of its body and gives it its id.
func (tx *Tx) AddWindow(w *workplan.ProposalWindow) error {
	var top int
	if err := scan(tx.db.Table("proposal_windows").Where("body = ?", w.Body).Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	w.Number = top + 1
	return tx.db.Create(w).Error
}

// WindowsOf lists the proposal windows of the bodies, by body and number.
func (tx *Tx) WindowsOf(bodies ...string) ([]workplan.ProposalWindow, error) {
	return all[workplan.ProposalWindow](tx.db.Where("body IN ?", bodies).Order("body, number"))
}

// ChangeWindow stores the content of a window whose version is still w's.
func (tx *Tx) ChangeWindow(w workplan.ProposalWindow, at time.Time) error {
	columns := touched(w.Stamp, at, "")
	columns["opens"], columns["closes"], columns["for_plan"], columns["title"] = w.Opens, w.Closes, w.ForPlan, w.Title
	columns["open_to"], columns["meeting"], columns["note"] = w.OpenTo, w.Meeting, w.Note
	return tx.change("proposal_windows", w.ID, w.Version, columns)
}
