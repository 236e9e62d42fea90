// What dashboard.json must be: Grafana's type of a dashboard, with the options of
// the panels that it uses and the queries of its PostgreSQL source.
import type { Dashboard, Panel } from '@grafana/schema';
import type * as barchart from '@grafana/schema/dist/esm/raw/composable/barchart/panelcfg/x/BarChartPanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeseries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

interface Query {
	refId: string;
	format: 'table' | 'time_series';
	editorMode: 'code';
	rawQuery: true;
	rawSql: string;
}

type PanelOf<Type, Options, Config> = Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets' | 'transformations'> & {
	type: Type;
	options: Options;
	fieldConfig: Omit<NonNullable<Panel['fieldConfig']>, 'defaults'> & {
		defaults: Omit<NonNullable<Panel['fieldConfig']>['defaults'], 'custom'> & { custom?: Partial<Config> };
	};
	targets: Query[];
};

export type Example = Omit<Dashboard, 'panels' | 'annotations'> & {
	panels: Array<
		| PanelOf<'barchart', barchart.Options, barchart.FieldConfig>
		| PanelOf<'stat', stat.Options, {}>
		| PanelOf<'table', table.Options, {}>
		| PanelOf<'timeseries', timeseries.Options, timeseries.FieldConfig>
	>;
};
