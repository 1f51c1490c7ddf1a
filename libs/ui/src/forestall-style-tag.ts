/**
 * React Aria puts one rule (`touch-action` of what can be pressed) into a style tag of its own, which our content security
 * policy refuses. It does not when something already carries the tag's id; `styles.css` has the rule.
 */
if (typeof document !== 'undefined' && !document.getElementById('react-aria-pressable-style')) {
  const stand = document.createElement('meta');
  stand.id = 'react-aria-pressable-style';
  document.head.append(stand);
}

export {};
