package openapi

import "testing"

func TestPublicName(t *testing.T) {
	t.Parallel()
	for definition, want := range map[string]string{
		"Item":                             "Item", // chosen with //@name
		"item_summary":                     "item_summary",
		"api.Item":                         "Item",
		"api.Page-Item":                    "ItemPage",
		"api.Page-api_Item":                "ItemPage",
		"api.Page-string":                  "StringPage",
		"api.Page-array_api_Item":          "ItemListPage",
		"api.Page-map_string_api_Item":     "ItemMapPage",
		"api.Page-api_Page-api_Item":       "PageItemPage",
		"map_string_api.Item":              "ItemMap",
		"array_api.Item":                   "ItemList",
		"api.Page-github_com_a_b_api_Item": "ItemPage",
		"api.Result-array_api_Item-map_string_api_Item": "ItemListItemMapResult",
	} {
		if got := publicName(definition); got != want {
			t.Errorf("publicName(%q) = %q, want %q", definition, got, want)
		}
	}
}

func TestConvertRenamesDefinitionsAndTheirReferences(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		same("generic page", "/components/schemas/ItemPage/properties/data/items", `{"$ref": "#/components/schemas/Item"}`),
		same("second page of the same kind", "/components/schemas/StatusCountPage/type", `"object"`),
		same("old name", "/components/schemas/api.Page-Item", ``),
		same("reference", listItems+"/responses/200/content/application~1json/schema", `{"$ref": "#/components/schemas/ItemPage"}`),
	})
}

// kin-openapi converts references inside maps only one level deep.
func TestConvertRenamesReferencesInsideMaps(t *testing.T) {
	t.Parallel()
	for _, version := range bothVersions {
		doc := convertFixture(t, version, func(source object) {
			edit(t, source, "/definitions/Item/properties/counts")["additionalProperties"] = object{
				"type":  "array",
				"items": object{"type": "array", "items": object{"$ref": "#/definitions/api.Page-Item"}},
			}
		})
		got, _ := lookUp(doc, "/components/schemas/Item/properties/counts/additionalProperties/items/items/$ref")
		if want := "#/components/schemas/ItemPage"; got != want {
			t.Errorf("%s: the reference is %v, want %s", version, got, want)
		}
	}
}
