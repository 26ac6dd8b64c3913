package store

import (
	"strings"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// editionFileRow is a form of an edition with its bytes.
type editionFileRow workplan.EditionBytes

// TableName is where the bytes are.
func (editionFileRow) TableName() string { return "edition_files" }

// AddEdition stores a new edition with all its forms and gives it its id. Its number, and what it corrects, are its own:
// ErrDuplicate where another edition has them.
func (tx *Tx) AddEdition(e *workplan.ReportEdition, files []workplan.EditionBytes) error {
	if err := tx.db.Create(e).Error; err != nil {
		return err
	}
	for _, f := range files {
		f.EditionID = e.ID
		row := editionFileRow(f)
		if err := tx.db.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// editionColumns are the columns of an edition, over report_editions e.
var editionColumns = columnsOf[workplan.ReportEdition]("e")

// editions is the query of the editions that the sight reaches.
func (tx *Tx) editions(s workplan.Sight, plan string) *gorm.DB {
	c := seesEdition(s)
	return tx.db.Table("report_editions AS e").Select(editionColumns).Joins("JOIN work_plans p ON p.code = e.plan").
		Where("e.plan = ?", plan).Where(c.sql, c.args...)
}

// Edition loads an edition that the sight reaches.
func (tx *Tx) Edition(s workplan.Sight, plan string, number int) (workplan.ReportEdition, error) {
	return one[workplan.ReportEdition](tx.editions(s, plan).Where("e.number = ?", number))
}

// ListEditions lists the editions of a plan that the sight reaches.
func (tx *Tx) ListEditions(s workplan.Sight, plan string, page workplan.Page) (workplan.Listing[workplan.ReportEdition], error) {
	return listing(tx.editions(s, plan).Select(listedColumns), page, map[string]sortKey[workplan.ReportEdition]{
		"number": {"e.number", func(e workplan.ReportEdition) any { return int64(e.Number) }},
	})
}

// listedColumns are those of an edition without its differences, which can be long.
var listedColumns = strings.ReplaceAll(editionColumns, "e.differences", "'[]' AS differences")

// EditionsOf lists all editions of a plan by number, whoever may see them: for the rules, not for readers. Their differences are left out.
func (tx *Tx) EditionsOf(plan string) ([]workplan.ReportEdition, error) {
	return all[workplan.ReportEdition](tx.db.Table("report_editions AS e").Select(listedColumns).Where("e.plan = ?", plan).Order("e.number"))
}

// EditionFiles lists the forms of editions, without their bytes, by edition.
func (tx *Tx) EditionFiles(ids []int64) (map[int64][]workplan.EditionFile, error) {
	rows, err := inParts(ids, func(part []int64) ([]workplan.EditionFile, error) {
		return all[workplan.EditionFile](tx.db.Select("edition_id, file, name, media_type, hash, size").Where("edition_id IN ?", part).Order("edition_id, file"))
	})
	byEdition := map[int64][]workplan.EditionFile{}
	for _, f := range rows {
		byEdition[f.EditionID] = append(byEdition[f.EditionID], f)
	}
	return byEdition, err
}

// EditionFile loads one form of an edition that the sight reaches.
func (tx *Tx) EditionFile(s workplan.Sight, plan string, number int, file string) (workplan.EditionBytes, error) {
	c := seesEdition(s)
	row, err := one[editionFileRow](tx.db.Table("edition_files AS f").Select(columnsOf[editionFileRow]("f")).
		Joins("JOIN report_editions e ON e.id = f.edition_id JOIN work_plans p ON p.code = e.plan").
		Where("e.plan = ? AND e.number = ? AND f.file = ?", plan, number, file).Where(c.sql, c.args...))
	return workplan.EditionBytes(row), err
}

// EditionContent loads the bytes of one form.
func (tx *Tx) EditionContent(id int64, file string) (content []byte, err error) {
	row, err := one[editionFileRow](tx.db.Select("content").Where("edition_id = ? AND file = ?", id, file))
	return row.Content, err
}
