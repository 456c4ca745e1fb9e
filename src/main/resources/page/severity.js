// Severities of incidents, each with a name and a form besides its color.

export const SEVERITIES = [
  {level: 4, name: 'Critical', mark: '▲▲', color: '--critical'},
  {level: 3, name: 'High', mark: '▲', color: '--high'},
  {level: 2, name: 'Medium', mark: '◆', color: '--medium'},
  {level: 1, name: 'Low', mark: '●', color: '--low'},
];

/** XSOAR's number as one of these; what is unknown or only informs is low. */
export const severityOf = number => SEVERITIES.find(({level}) => number >= level) ?? SEVERITIES.at(-1);
