package store

import (
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"fwptracker/internal/workplan"
)

// ItemTexts is what an item is found by: its own words, and the names and aliases of those who work on it.
func ItemTexts(i workplan.ActionItem, members map[string]workplan.Member) []string {
	texts := append([]string{i.Ref, i.Title, i.Description, i.ExpectedOutput, i.Note}, i.Topics...)
	for _, codes := range []workplan.List{i.Leads, i.Supporting, i.Partners} {
		for _, code := range codes {
			m := members[code]
			texts = append(append(texts, code, m.Name, m.ShortName), m.Aliases...)
		}
	}
	return texts
}

func itemText(i workplan.ActionItem, members map[string]workplan.Member) string {
	return Fold(ItemTexts(i, members)...)
}

// textsAtOnce is how many items one statement rewrites.
const textsAtOnce = 400

// RefreshItemTexts makes the items in which a member has a role findable by what the member is called now. Nothing else of them changes, so
// neither do their versions.
func (tx *Tx) RefreshItemTexts(member string) error {
	for after := int64(0); ; {
		// Held, so that a text is not written over the change of an item that is made meanwhile.
		db := tx.db.Table("action_items AS i").Select(itemColumns).
			Where("i.id > ? AND EXISTS (SELECT 1 FROM item_roles r WHERE r.item_id = i.id AND r.member = ?)", after, member).Order("i.id").Limit(textsAtOnce)
		if tx.engine == Postgres {
			db = db.Clauses(forUpdateOf("i"))
		}
		items, err := all[workplan.ActionItem](db)
		if err != nil || len(items) == 0 {
			return err
		}
		if err := tx.rewriteTexts(items); err != nil {
			return err
		}
		after = items[len(items)-1].ID
	}
}

// rewriteTexts stores the texts of items as their content and the register have them now.
func (tx *Tx) rewriteTexts(items []workplan.ActionItem) error {
	var codes []string
	for _, i := range items {
		codes = slices.Concat(codes, i.Leads, i.Supporting, i.Partners)
	}
	slices.Sort(codes)
	members, err := tx.Members(slices.Compact(codes))
	if err != nil {
		return err
	}
	var args []any
	for _, i := range items {
		args = append(args, i.ID, itemText(i, members))
	}
	rows := strings.TrimSuffix(strings.Repeat("(CAST(? AS BIGINT), ?), ", len(items)), ", ")
	return tx.db.Exec("UPDATE action_items SET search_text = v.column2 FROM (VALUES "+rows+") AS v WHERE action_items.id = v.column1", args...).Error
}

// HoldMembers is [Tx.Members] for writing their names into items: until the transaction ends, none of them is renamed.
func (tx *Tx) HoldMembers(codes []string) (map[string]workplan.Member, error) {
	held := *tx
	if tx.engine == Postgres {
		held.db = tx.db.Clauses(clause.Locking{Strength: clause.LockingStrengthShare})
	}
	return held.Members(codes)
}
