package report

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// cellStyle names how a cell looks; a status names that of a cell which says it.
type cellStyle string

const (
	styleTitle    cellStyle = "title"
	styleSubtitle cellStyle = "subtitle"
	styleSection  cellStyle = "section"
	styleLabel    cellStyle = "label"
	styleHead     cellStyle = "head"
	styleHeadSum  cellStyle = "head of numbers"
	styleFact     cellStyle = "fact"
	styleFactDay  cellStyle = "fact, a day"
	styleFactTime cellStyle = "fact, a moment"
	styleText     cellStyle = "text"
	styleNumber   cellStyle = "number"
	styleDate     cellStyle = "date"
	styleMoment   cellStyle = "moment"
	stylePercent  cellStyle = "percent"
	styleLink     cellStyle = "link"
	styleTotal    cellStyle = "total"
	styleSum      cellStyle = "sum"
)

// Number formats. A date names its month, so that nobody can take it for another; a rate says 100 % only of all.
const (
	dateFormat    = "d mmm yyyy"
	momentFormat  = "d mmm yyyy hh:mm"
	percentFormat = `[=1]0.0%;[>=0.9995]"99.9%";0.0%`
)

// defineStyles puts the styles into the workbook, in the order of their names.
func (b *book) defineStyles() error {
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	top := &excelize.Alignment{Vertical: "top"}
	right := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left"}
	date, moment, percent := dateFormat, momentFormat, percentFormat
	all := map[cellStyle]*excelize.Style{
		styleTitle:    {Font: &excelize.Font{Bold: true, Size: 18, Color: ink}},
		styleSubtitle: {Font: &excelize.Font{Size: 13, Color: ink}},
		styleSection:  {Font: &excelize.Font{Bold: true, Size: 13, Color: ink}},
		styleLabel:    {Font: &excelize.Font{Bold: true}, Alignment: wrapped},
		styleFact:     {Alignment: wrapped},
		styleFactDay:  {Alignment: left, CustomNumFmt: &date},
		styleFactTime: {Alignment: left, CustomNumFmt: &moment},
		styleHead: {Font: &excelize.Font{Bold: true, Color: paper}, Fill: filled("#1f3a5f"), Border: lines(),
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}},
		styleHeadSum: {Font: &excelize.Font{Bold: true, Color: paper}, Fill: filled("#1f3a5f"), Border: lines(),
			Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "right", Indent: 1, WrapText: true}},
		styleText:    {Alignment: wrapped, Border: lines()},
		styleNumber:  {Alignment: right, Border: lines()},
		styleDate:    {Alignment: left, Border: lines(), CustomNumFmt: &date},
		styleMoment:  {Alignment: left, Border: lines(), CustomNumFmt: &moment},
		stylePercent: {Alignment: right, Border: lines(), CustomNumFmt: &percent},
		styleLink:    {Font: &excelize.Font{Color: "#0b57d0", Underline: "single"}, Alignment: wrapped, Border: lines()},
		styleTotal:   {Font: &excelize.Font{Bold: true}, Alignment: wrapped, Border: lines(), Fill: filled("#e8ecf1")},
		styleSum:     {Font: &excelize.Font{Bold: true}, Alignment: right, Border: lines(), Fill: filled("#e8ecf1")},
	}
	for status, colours := range statusColours {
		all[cellStyle(status)] = &excelize.Style{Font: &excelize.Font{Color: colours[1]}, Fill: filled(colours[0]), Alignment: top, Border: lines()}
	}
	names := make([]cellStyle, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	b.styles = map[cellStyle]int{}
	for _, name := range names {
		if font := all[name].Font; font != nil {
			font.Family = "Calibri" // as in the cells without a font of their own
		}
		id, err := b.file.NewStyle(all[name])
		if err != nil {
			return err
		}
		b.styles[name] = id
	}
	return nil
}

func filled(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// lines are thin and grey around a cell.
func lines() []excelize.Border {
	var all []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		all = append(all, excelize.Border{Type: side, Color: "#c5ccd3", Style: 1})
	}
	return all
}

// cellWords reads the words of the API as people say them; what is no such word stays as it is.
func (v voice) cellWords(value any) any {
	switch is := value.(type) {
	case workplan.PlanStatus, workplan.Status, workplan.Health, workplan.UpdateKind, workplan.Nature:
		return v.word(is)
	case workplan.PartialDate:
		return string(is)
	case bool:
		if is {
			return v.t("Yes")
		}
		return v.t("No")
	case []string:
		return strings.Join(is, "; ")
	case workplan.CauseKind:
		return capital(v.t(causeNames[is]))
	case []workplan.Concern:
		names := make([]string, len(is))
		for n, c := range is {
			names[n] = capital(v.t(concernWords[c]))
		}
		return strings.Join(names, "; ")
	default:
		return value
	}
}
